// The stage's large field: waiting, video, text or the end; the clause being read; now and next.
import type { Mode } from '../../server/protocol/follow-modes.ts';
import {
  type AgendaEntry,
  agendaAt,
  isTakingSignatures,
  stageScene,
} from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { text } from '../lib/page-data.ts';
import type { Agreement } from '../realtime/agreeing.ts';
import { setText, show } from '../realtime/dom.ts';
import { wibNow } from '../realtime/notice.ts';

/** States of the stream in which a picture or sound may be there. */
const CARRYING: SessionStatus['stream'][] = ['test', 'on air'];

/** True when the broadcast should be shown or heard now. */
export const wantsStream = (status: SessionStatus, mode: Mode): boolean =>
  stageScene(status) === 'live' && mode !== 'text' && CARRYING.includes(status.stream);

/**
 * Shows the field that fits the session, the stream and the chosen connection. A broadcast that does
 * not arrive (`isLost`) keeps its place, for it comes back by itself; beside it the event goes on as text.
 */
export function drawScene(
  root: HTMLElement,
  status: SessionStatus,
  mode: Mode,
  isLost = false,
): void {
  const scene = stageScene(status);
  const isLive = scene === 'live';
  const hasStream = wantsStream(status, mode);
  show(root, 'tunggu', !isLive);
  // Without a picture the clause being read takes the whole field.
  const still = status.ceremony === 'reading' ? '' : 'text';
  const shown = isLive ? (hasStream ? 'video' : still) : scene;
  const isBroken = isLost && shown === 'video';
  root.toggleAttribute('data-putus', isBroken);
  // Without a stream the page is as one that follows as text: captions are large, and read aloud.
  root.dataset.sambungan = isLive && (!hasStream || isBroken) ? 'text' : mode;
  for (const field of root.querySelectorAll<HTMLElement>('[data-adegan]')) {
    const { adegan } = field.dataset;
    field.hidden = adegan !== shown && !(isBroken && adegan === still);
  }
  const note = isBroken ? 'streamLost' : mode === 'text' ? 'textOnly' : 'noStream';
  setText(root, 'teks-catatan', text(note));
  show(document, 'langsung', status.session === 'live');
  show(root, 'alat', scene !== 'ended');
}

/** The part being read stands large; above it the one before, and those not yet agreed to. */
export function drawReading(root: ParentNode, { status, clauses, ticks }: Agreement): void {
  const isReading = status.ceremony === 'reading';
  show(root, 'baca', isReading);
  if (!isReading && !isTakingSignatures(status)) return;
  for (const line of root.querySelectorAll<HTMLElement>('[data-bagian]')) {
    const index = Number(line.dataset.bagian);
    const isNow = index === Math.min(status.clause, clauses + 1);
    const isOpen = index > 0 && index < status.clause && !ticks.includes(index);
    line.hidden = !isNow && !isOpen && index !== status.clause - 1;
    line.classList.toggle('kini', isNow);
  }
}

/** Now and next of the agenda. */
export function drawAgenda(root: ParentNode, agenda: AgendaEntry[], status: SessionStatus): void {
  const { now, next } = agendaAt(agenda, status);
  const isOver = stageScene(status) === 'ended';
  const title = now?.title ?? text(isOver ? 'over' : 'room');
  setText(root, 'kini-waktu', text('now', { time: now?.time ?? wibNow() }));
  setText(root, 'kini', title);
  setText(root, 'kini-judul', title);
  setText(root, 'kini-jabatan', now?.office ?? '');
  show(root, 'berikut', next !== undefined);
  if (!next) return;
  setText(root, 'berikut-waktu', text('next', { time: next.time }));
  setText(root, 'berikut-judul', next.title);
}
