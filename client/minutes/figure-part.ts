// The figure, its ring and its sentences, and the piece of the ledger that still grows.
import { describeAttendance } from '../../server/protocol/attendance-words.ts';
import { lengthOf } from '../../server/protocol/lengths.ts';
import { number, text } from '../lib/page-data.ts';
import { setRing, setSymbol } from '../lib/symbols.ts';
import { part, setText } from '../realtime/dom.ts';
import type { OwnClock } from './own-clock.ts';

/** "20 menit 4 detik". */
const lengthText = (milliseconds: number): string => {
  const { key, minutes, seconds } = lengthOf(milliseconds);
  return text(`length.${key}`, { minutes, seconds });
};

/** Draws the attendance as of now. */
export function drawFigure(root: ParentNode, own: OwnClock): void {
  const { attendance, now } = own.evaluate();
  const { rule, planned } = own.facts();
  const { session, liveAt, endedAt } = own.status();
  const figure = describeAttendance({ attendance, rule, session, liveAt, endedAt, planned }, text);
  setText(root, 'menit', number(figure.minutes));
  setText(root, 'kalimat', figure.sentence);
  setText(root, 'syarat', figure.rule);
  setText(root, 'keadaan-teks', figure.state);
  const state = part(root, 'keadaan');
  state?.classList.toggle('hijau', figure.isMet);
  const symbol = state?.querySelector('svg');
  if (symbol) setSymbol(symbol, `i-${figure.icon}`);
  const ring = part(root, 'cincin');
  if (ring) setRing(ring, figure.ring, figure.needed);
  const open = part(root, 'terbuka');
  if (open && endedAt === null) {
    setText(open, 'lama', lengthText(now - Number(open.dataset.terbuka)));
  }
}
