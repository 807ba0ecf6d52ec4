// The button that agrees to a clause, its count and its petals: the same on stage and sheet.
import { clauseState, tickableClause } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { text } from '../lib/page-data.ts';
import { part, setText, show } from './dom.ts';

export interface Agreement {
  status: SessionStatus;
  clauses: number;
  ticks: number[];
  /** Those that were ticked while they were read. */
  together: number[];
}

const drawPetals = (root: ParentNode, { status, clauses, ticks }: Agreement): void => {
  for (let number = 1; number <= clauses; number++) {
    const isCurrent = clauseState(status, clauses, ticks, number) === 'current';
    const state = ticks.includes(number) ? 'isi' : isCurrent ? 'kini' : 'kosong';
    for (const petal of root.querySelectorAll(`.kp[data-butir="${number}"]`)) {
      if (!petal.closest('[data-diam]')) petal.setAttribute('class', `kp ${state}`);
    }
  }
};

/** Draws the agreement so far and what can be agreed to now. */
export function drawAgreement(root: ParentNode, agreement: Agreement): void {
  const { status, clauses, ticks } = agreement;
  const tickable = tickableClause(status, clauses, ticks);
  show(root, 'setuju', tickable > 0);
  setText(root, 'setuju-hitung', text('agreed', { count: ticks.length, total: clauses }));
  if (tickable > 0) {
    setText(root, 'setuju-teks', text('agree', { number: tickable }));
    const field = part(root, 'setuju')?.querySelector<HTMLInputElement>('[name="clause"]');
    if (field) field.value = String(tickable);
  }
  drawPetals(root, agreement);
}

/** Takes the button's clicks; the form itself is for browsers without a script. */
export function listenToAgreement(root: ParentNode, agree: (clause: number) => void): void {
  part(root, 'setuju')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (form instanceof HTMLFormElement) agree(Number(new FormData(form).get('clause')));
  });
}
