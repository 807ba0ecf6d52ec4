// The QR code as rectangles, with its quiet zone of four modules on plain paper.
import QRCode, { type QRCodeSegment } from 'qrcode';
import { fill, INK, PAPER } from './colours.ts';
import { placed } from './form.ts';

const QUIET = 4;
/** Smallest module in millimetres that phones still read from an office print. */
const SMALLEST_MODULE = 0.38;
/** Letters that QR codes pack two into eleven bits; the rest costs eight bits each. */
const PACKED = /[0-9A-Z]{8,}/g;
/**
 * One mask for all: the standard's choice among the eight by looks costs more than the rest of
 * the certificate, and any of them is read.
 */
const MASK = 2;

/** A QR code that would be too fine to read: a public address of hundreds of letters. */
export class QrTooFineError extends RangeError {
  readonly code = 'QR_TOO_FINE';
  constructor(module: number) {
    super(`A module of the QR code would be ${module.toFixed(2)} mm wide`);
    this.name = 'QrTooFineError';
  }
}

/**
 * Operators for a square of `side` millimetres (quiet zone included) with its upper left at the
 * origin. QrTooFineError when its modules would be smaller than 0.38 mm.
 */
export function qrFigure(text: string, side: number): string {
  const options = { errorCorrectionLevel: 'M', maskPattern: MASK } as const;
  const { modules } = QRCode.create(segments(text), options);
  const module = side / (modules.size + 2 * QUIET);
  if (module < SMALLEST_MODULE) throw new QrTooFineError(module);
  const inside = { x: QUIET * module, y: QUIET * module, scale: module };
  const dark = placed(inside, `${darkRuns(modules).join('\n')}\nf`);
  return [fill(PAPER), `0 0 ${side} ${side} re f`, fill(INK), dark].join('\n');
}

/** The dark modules, those side by side as one rectangle, in units of a module. */
function darkRuns({ data, size }: { data: Uint8Array; size: number }): string[] {
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && data[y * size + x]) x++;
      if (x > from) runs.push(`${from} ${y} ${x - from} 1 re`);
    }
  }
  return runs;
}

/** The text cut where packing pays: code and statement packed, the address around them not. */
function segments(text: string): QRCodeSegment[] {
  const parts: QRCodeSegment[] = [];
  let done = 0;
  const plain = (end: number) => {
    if (end > done) parts.push({ data: Buffer.from(text.slice(done, end)), mode: 'byte' });
  };
  for (const { 0: data, index } of text.matchAll(PACKED)) {
    plain(index);
    parts.push({ data, mode: 'alphanumeric' });
    done = index + data.length;
  }
  plain(text.length);
  return parts;
}
