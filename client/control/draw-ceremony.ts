// The ceremony box: what must be met, the clause being read, and its one guarded button.
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';
import { setBarred, setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import { type ControlState, clausesOf } from './control-state.ts';
import { reasonOf } from './draw-steps.ts';

/** How many clauses have been read, and whether the closing has too. */
export function readSoFar(
  { ceremony, clause }: Pick<SessionStatus, 'ceremony' | 'clause'>,
  clauses: number,
): { read: number; all: boolean } {
  if (ceremony === 'idle') return { read: 0, all: false };
  if (ceremony !== 'reading') return { read: clauses, all: true };
  return { read: Math.min(clause, clauses), all: clause > clauses };
}

const GATES: Record<SessionStatus['ceremony'], SessionAction | undefined> = {
  idle: 'open-signing',
  reading: 'open-signing',
  signing: 'close-signing',
  late: 'close-late',
  closed: 'seal',
  sealed: undefined,
};

/** The action that the guarded button stands for; undefined once nothing is left to do. */
export const gateAction = ({
  ceremony,
}: Pick<SessionStatus, 'ceremony'>): SessionAction | undefined => GATES[ceremony];

const drawCondition = (name: string, met: boolean, words: string): void => {
  const line = document.querySelector(`[data-syarat="${name}"]`);
  if (!line) return;
  line.className = `tanda ${met ? 'hijau' : 'redup'}`;
  const sign = line.querySelector('svg');
  if (sign) setSymbol(sign, met ? 'i-cek' : 'i-jam');
  setText(line.querySelector('span'), words);
};

const drawPetals = (box: Element, status: SessionStatus, read: number, label: string): void => {
  const kawung = box.querySelector('.i-kawung');
  kawung?.setAttribute('aria-label', label);
  kawung?.querySelectorAll('.kp').forEach((petal, index) => {
    const isNow = status.ceremony === 'reading' && index === read - 1;
    petal.setAttribute('class', `kp ${isNow ? 'kini' : index < read ? 'isi' : 'kosong'}`);
  });
};

const clauseText = ({ data, status }: ControlState): string => {
  const words = data.reading[status.clause];
  if (status.ceremony !== 'reading' || words === undefined) return '';
  const last = data.reading.length - 1;
  const part = status.clause === 0 ? 'opening' : status.clause === last ? 'closing' : 'clause';
  return text(`clause.${part}`, { clause: status.clause, text: words });
};

/** Draws the box; a page without a declaration has none. */
export function drawCeremony(state: ControlState): void {
  const box = document.querySelector('.k-upacara');
  if (!box) return;
  const { status, board, data } = state;
  const clauses = clausesOf(data);
  const { read, all } = readSoFar(status, clauses);
  const words = text('conditions.read', { read, total: clauses });
  drawCondition('live', status.session === 'live', text('conditions.live'));
  drawCondition('read', all, all ? text('conditions.allRead') : words);
  drawPetals(box, status, read, words);
  const signed = board?.counters.officialsSigned ?? 0;
  const isCounted = signed > 0 && status.ceremony !== 'sealed';
  const line = clauseText(state) || (isCounted ? text('signed', { count: number(signed) }) : '');
  setText(box.querySelector('[data-isi-butir]'), line);
  setHidden(box.querySelector('[data-isi-butir]'), line === '');
  drawGate(box, state);
}

function drawGate(box: Element, state: ControlState): void {
  const gate = box.querySelector<HTMLElement>('[data-gerbang]');
  if (!gate) return;
  const action = gateAction(state.status);
  setHidden(gate.parentElement, action === undefined);
  if (!action) return;
  const isUnread = action === 'open-signing' && state.status.ceremony === 'idle';
  const unread = isUnread ? state.data.refusals['clauses-not-read'] : undefined;
  const reason = unread ?? reasonOf(state, action);
  gate.dataset.gerbang = action;
  setText(gate.querySelector('span'), text(`actions.${action}`));
  setHidden(gate.querySelector('svg'), reason === undefined);
  setBarred(gate, reason !== undefined, 'alasan-gerbang');
  setText(box.querySelector('[data-alasan-gerbang]'), reason ?? '');
}
