// What both certificates have in common: paper, letterhead, sample mark, seal and the check block.
import { stroke } from './colours.ts';
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
  verifyUrl: string;
}

/** Paper first; CONTOH across it when it is a sample. `size` in millimetres. */
export function drawPaper({ page, forms, sample }: Sheet, size: readonly [number, number]): void {
  page.artifact(() => page.form(forms.background));
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

/** The QR code of `side` millimetres, quiet zone included. */
export function drawQr(sheet: Sheet, x: number, y: number, side: number): void {
  const { page } = sheet;
  const box: Box = [x, y, x + side, y + side];
  const operators = qrFigure(sheet.verifyUrl, side);
  page.figure(sheet.words('qr-alt'), box, () => page.operators(operators, { x, y }));
}

/** One or more styled texts under one another, each a paragraph, their middle or top at a height. */
export function drawStack(
  page: TaggedPage,
  texts: { text: string; style: TextStyle; before?: number }[],
  column: Column & { anchor: 'top' | 'middle' | 'bottom' },
): number {
  const place = (top: number) => {
    let bottom = top;
    return texts.map(({ text, style, before = 0 }) => {
      const set = setText(page, text, style, { ...column, top: bottom + before });
      bottom = set.bottom;
      return { ...set, style };
    });
  };
  const height = place(0).at(-1)?.bottom ?? 0;
  const shift = { top: 0, middle: height / 2, bottom: height }[column.anchor];
  const blocks = place(column.top - shift);
  for (const { lines, style } of blocks) page.text('P', lines, style);
  return column.top - shift + height;
}

/** A stroke of ink under a signature or a date. */
export function drawInkLine(page: TaggedPage, x: number, y: number, length: number): void {
  page.artifact(() =>
    page.operators(`${stroke(STYLES.host.colour)} 0.3 w ${x} ${y} m ${x + length} ${y} l S`),
  );
}
