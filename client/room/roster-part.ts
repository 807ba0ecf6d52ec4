// The room beside the stage: who is in it and its code, fetched anew when either has changed.
import type { DelegationRow } from '../../server/protocol/socket-events.ts';
import { text } from '../lib/page-data.ts';

const NEWS_PATH = '/layar?segar=1';
/** After a change of the code, so that a slow clock here does not fetch the old one. */
const AFTER_TURN_MS = 700;
const RETRY_MS = 5_000;
/** Who has registered and is nowhere present is no news on the line: looked for this often. */
const LOOK_MS = 60_000;

/** Draws how the members stand on the board; true when a row of somebody else has to be fetched. */
export function drawMembers(root: ParentNode, rows: DelegationRow[]): boolean {
  let isStale = false;
  for (const { seat, state } of rows) {
    const row = root.querySelector<HTMLElement>(`[data-anggota="${CSS.escape(seat)}"]`);
    if (!row || row.dataset.papan === state) continue;
    row.dataset.papan = state;
    const word = row.querySelector('[data-keadaan]');
    if (word) word.textContent = text(`state.${state}`);
    else isStale = true;
  }
  return isStale;
}

/** True while somebody types a PIN: their row must not be taken from under their hands. */
const isTyping = (list: Element): boolean => list.querySelector('details[open]') !== null;

export interface RoomPart {
  /** Asks for the list and the code. */
  refresh(): Promise<void>;
}

/** Keeps the list and the code in `root` true. */
export function keepRoom(root: ParentNode): RoomPart {
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const replace = (id: string, news: Document): void => {
    const fresh = news.getElementById(id);
    if (fresh) root.querySelector(`#${id}`)?.replaceWith(document.importNode(fresh, true));
  };
  const draw = (news: Document): void => {
    replace('kode-ruang', news);
    const list = root.querySelector('#rekan');
    isStale = list !== null && isTyping(list);
    if (!isStale) replace('rekan', news);
  };
  const schedule = (): void => {
    const left = Number(root.querySelector<HTMLElement>('#kode-ruang')?.dataset.sisa ?? 0);
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), Math.min(LOOK_MS, left + AFTER_TURN_MS));
  };
  const refresh = async (): Promise<void> => {
    try {
      const answer = await fetch(NEWS_PATH);
      // The room was closed, the event has ended, or this browser is no longer the screen.
      if (!answer.ok && answer.status < 500) return location.reload();
      draw(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      schedule();
    } catch {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), RETRY_MS);
    }
  };

  // What could not be drawn while somebody typed is fetched when they are done.
  root.addEventListener(
    'toggle',
    () => {
      const list = root.querySelector('#rekan');
      if (isStale && list && !isTyping(list)) void refresh();
    },
    true,
  );
  schedule();
  return { refresh };
}
