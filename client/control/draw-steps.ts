// The one next step, and every other action with the reason when it is barred.
import { isOver } from '../../server/protocol/session-names.ts';
import { setBarred, setHidden, setText } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { type ControlState, clausesOf } from './control-state.ts';
import { type NextStep, nextStep } from './next-step.ts';

/** Why an action can't be done now; undefined when it can. */
export function reasonOf(state: ControlState, action: string): string | undefined {
  if (!state.connected) return text('lost');
  const reason = state.figures?.actions[action as keyof typeof state.figures.actions];
  if (reason === null) return undefined;
  if (reason === 'done') return text('reasonDone');
  if (isOver(state.status.session) && reason === 'not-in-this-state') return text('over');
  return (reason && state.data.refusals[reason]) ?? text('lost');
}

/** The next step as `state` has it. */
export const stepOf = ({ data, status, figures }: ControlState): NextStep | undefined =>
  figures &&
  nextStep({ status, actions: figures.actions, agenda: data.agenda, clauses: clausesOf(data) });

/** Shows the next step in the one ink button. */
export function drawNext(state: ControlState): void {
  const button = document.querySelector<HTMLElement>('[data-utama]');
  const step = stepOf(state);
  setHidden(button, !step);
  const note = document.querySelector('[data-tanpa-langkah]');
  setHidden(note, Boolean(step));
  const isLate = state.status.ceremony === 'late';
  if (!step && state.figures) setText(note, text(isLate ? 'nothingButLate' : 'nothing'));
  if (!step || !button) return;
  button.dataset.utama = step.action;
  setText(button.querySelector('[data-utama-judul]'), text(step.title, step.parameters));
  const reason = reasonOf(state, step.action);
  setText(button.querySelector('[data-utama-isi]'), reason ?? text(step.detail, step.parameters));
  setBarred(button, reason !== undefined);
}

// Actions of another stage of the event are left out; one that waits for something says for what.
const OUT_OF_STAGE = ['not-in-this-state', 'done', 'no-declaration', 'at-the-start', 'at-the-end'];
const isOutOfStage = ({ figures }: ControlState, action: string): boolean =>
  OUT_OF_STAGE.includes(figures?.actions[action as keyof typeof figures.actions] ?? '');

/** Shows the actions of this stage, free or barred with the reason; the next step stands alone. */
export function drawActions(state: ControlState): void {
  const next = stepOf(state)?.action;
  for (const button of document.querySelectorAll<HTMLElement>('[data-aksi]')) {
    const action = button.dataset.aksi ?? '';
    const reason = reasonOf(state, action);
    const onlyWhenFree = button.hasAttribute('data-bila-boleh');
    const isIdle = onlyWhenFree ? reason !== undefined : isOutOfStage(state, action);
    const isHidden = isIdle || action === next;
    setHidden(button.closest('li') ?? button, isHidden);
    if (onlyWhenFree) continue;
    setText(document.querySelector(`[data-alasan="${action}"]`), isHidden ? '' : (reason ?? ''));
    setBarred(button, reason !== undefined, `alasan-${action}`);
  }
  const list = document.querySelector('.k-aksi');
  setHidden(document.querySelector('[data-kendali]'), !list?.querySelector('li:not([hidden])'));
}
