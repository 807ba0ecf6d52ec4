// Text of one style in a column: broken, aligned and measured before it is drawn.

import type { PlacedLine, TaggedPage, TextStyle } from './tagged-page.ts';
import { balanceLines, breakLines } from './text-lines.ts';

/** Column of `width` at `x` from `top`, all in millimetres. */
export interface Column {
  x: number;
  top: number;
  width: number;
  align: 'left' | 'center';
}

/** Lines where they will stand, and where the block ends. */
export interface SetText {
  lines: PlacedLine[];
  bottom: number;
}

/** Share of the size that lies above a baseline in the first line's box. */
const ASCENT = 0.8;
const POINT_IN_MM = 25.4 / 72;

/** Sets a text into a column; centred text gets lines of about equal length. */
export function setText(page: TaggedPage, text: string, style: TextStyle, column: Column): SetText {
  const { align, width } = column;
  const texts = page.remembered(style, `${align} ${width} ${text}`, (measure) => {
    const breaking = align === 'center' ? balanceLines : breakLines;
    return breaking(measure, text, width).map((line) => ({ text: line, width: measure(line) }));
  });
  const size = style.size * POINT_IN_MM;
  const step = size * style.gap;
  const lead = (step - size) / 2;
  const lines = texts.map((line, i) => ({
    text: line.text,
    x: align === 'left' ? column.x : column.x + (width - line.width) / 2,
    y: column.top + lead + size * ASCENT + step * i,
  }));
  return { lines, bottom: column.top + step * texts.length };
}
