// The QR code as rectangles, with its quiet zone of four modules on plain paper.
import QRCode from 'qrcode';
import { fill, INK, PAPER } from './colours.ts';

const QUIET = 4;

/** Operators for a square of `side` (quiet zone included) with its upper left at the origin. */
export function qrFigure(text: string, side: number): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const module = side / (modules.size + 2 * QUIET);
  const at = (value: number) => String(Math.round(value * module * 1000) / 1000);
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const from = x;
      while (x < modules.size && modules.get(y, x)) x++;
      if (x > from) runs.push(`${at(from + QUIET)} ${at(y + QUIET)} ${at(x - from)} ${at(1)} re`);
    }
  }
  return [fill(PAPER), `0 0 ${side} ${side} re f`, fill(INK), ...runs, 'f'].join('\n');
}
