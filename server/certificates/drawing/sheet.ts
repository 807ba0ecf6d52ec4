// What both certificates have in common: paper, letterhead, sample mark, seal and the check block.
import { stroke } from './colours.ts';
import { fitScale, scaled } from './flow.ts';
import type { PackedForm } from './form.ts';
import { qrFigure } from './qr-figure.ts';
import { STYLES } from './styles.ts';
import type { Box, TaggedPage, TextStyle } from './tagged-page.ts';
import { type Column, setText } from './text-block.ts';

/** The shared drawings of one certificate. */
export interface SheetForms {
  background: PackedForm;
  seal: PackedForm;
  sampleMark: PackedForm;
}

/** A page under way: where to draw, the words of its template, its drawings and colours. */
export interface Sheet {
  page: TaggedPage;
  words: (block: string) => string;
  forms: SheetForms;
  sample: boolean;
  accent: string;
  /** What the QR code says: the address, with the signed statement behind `#`. */
  qr: string;
}

/** Paper first; CONTOH across it when it is a sample. `size` in millimetres. */
export function drawPaper(sheet: Sheet, size: readonly [number, number]): void {
  sheet.page.artifact(() => sheet.page.form(sheet.forms.background));
  drawSampleMark(sheet, size);
}

/** CONTOH across a page of this size when it is a sample. */
export function drawSampleMark(
  { page, forms, sample }: Sheet,
  size: readonly [number, number],
): void {
  if (!sample) return;
  const [width, height] = size;
  const turn = (-Math.atan2(height, width) * 180) / Math.PI;
  page.artifact(() => page.form(forms.sampleMark, { x: width / 2, y: height / 2, turn }));
}

/** A line of micro print from `x` on, exactly `length` long: decoration that copiers lose. */
export function drawMicroPrint(sheet: Sheet, x: number, y: number, length: number): void {
  const { page } = sheet;
  const measure = page.measure(STYLES.micro);
  const unit = `${sheet.words('ring').toUpperCase()} · `;
  const count = Math.max(1, Math.floor(length / measure(unit)));
  const text = unit.repeat(count).replace(/ · $/, '');
  const em = page.measure({ ...STYLES.micro, tracking: 1 })('ii') - measure('ii');
  const tracking = (length - measure(text)) / (text.length - 1) / em;
  const style = { ...STYLES.micro, colour: sheet.accent, tracking };
  page.artifact(() => page.lines([{ text, x, y }], style));
}

/** The seal of `diameter` around a point. */
export function drawSeal(sheet: Sheet, x: number, y: number, diameter: number): void {
  const { page, forms } = sheet;
  const r = diameter / 2;
  page.figure(sheet.words('seal-alt'), [x - r, y - r, x + r, y + r], () =>
    page.form(forms.seal, { x, y, scale: diameter / 240 }),
  );
}

/** Width of the QR code in millimetres, quiet zone included: never below 34. */
export const QR_SIDE = 35;
/** Its quiet zone, which stands outside the column, so that its ink begins where the text does. */
export const QR_OUT = 1.7;

/** The QR code with its upper left at a point. */
export function drawQr(sheet: Sheet, x: number, y: number): void {
  const { page } = sheet;
  const box: Box = [x, y, x + QR_SIDE, y + QR_SIDE];
  const operators = qrFigure(sheet.qr, QR_SIDE);
  page.figure(sheet.words('qr-alt'), box, () => page.operators(operators, { x, y }));
}

/** A text of a stack; `before` is the space above it in millimetres. */
export interface StackText {
  text: string;
  style: TextStyle;
  before?: number;
}

/** Where a stack goes; `height` is all the room it has (millimetres): larger text is shrunk. */
export type StackColumn = Column & { anchor: 'top' | 'middle' | 'bottom'; height?: number };

/** Smallest scale of a stack: its words are the longest ones that the data allow. */
const SMALLEST_STACK = 0.5;

/**
 * Styled texts under one another, each a paragraph (an empty one is left out), their top, middle
 * or bottom at a height. Gives where they end.
 */
export function drawStack(page: TaggedPage, texts: StackText[], column: StackColumn): number {
  const filled = texts.filter(({ text }) => text !== '');
  const place = (top: number, scale: number) => {
    let bottom = top;
    const blocks = filled.map(({ text, style, before = 0 }) => {
      const own = scaled(style, scale);
      const set = setText(page, text, own, { ...column, top: bottom + before * scale });
      bottom = set.bottom;
      return { ...set, style: own };
    });
    return { blocks, bottom, scale };
  };
  const room = column.height ?? Number.POSITIVE_INFINITY;
  const { bottom: height, scale } = fitScale(room, (s) => place(0, s), SMALLEST_STACK);
  const shift = { top: 0, middle: height / 2, bottom: height }[column.anchor];
  const { blocks, bottom } = place(column.top - shift, scale);
  for (const { lines, style } of blocks) page.text('P', lines, style);
  return bottom;
}

/** A stroke of ink under a signature or a date. */
export function drawInkLine(page: TaggedPage, x: number, y: number, length: number): void {
  page.artifact(() =>
    page.operators(`${stroke(STYLES.host.colour)} 0.3 w ${x} ${y} m ${x + length} ${y} l S`),
  );
}
