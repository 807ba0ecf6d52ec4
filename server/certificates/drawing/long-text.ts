// Paragraphs of a long document as blocks: titles, narrative, clauses, and lines of a term.
import { type DrawnBlock, LEFT, WIDTH } from './long-pages.ts';
import type { Tag, TaggedPage, TextStyle } from './tagged-page.ts';
import { type SetText, setText } from './text-block.ts';

/** How a paragraph stands: millimetres, the document's column unless told. */
export interface TextPlace {
  before?: number;
  align?: 'left' | 'center';
  x?: number;
  width?: number;
  keepsNext?: boolean;
}

/** A paragraph; none for an empty text. */
export function textBlock(
  page: TaggedPage,
  tag: Tag,
  text: string,
  style: TextStyle,
  place: TextPlace = {},
): DrawnBlock[] {
  if (text === '') return [];
  const { before = 0, align = 'left', x = LEFT, width = WIDTH, keepsNext = false } = place;
  const set = setText(page, text, style, { x, top: 0, width, align });
  const draw = (to: TaggedPage, top: number) => to.text(tag, linesAt(set, top), style);
  return [{ height: set.bottom, before, keepsNext, draw }];
}

/** Lines that were set from 0, where they will stand. */
export const linesAt = ({ lines }: SetText, top: number) =>
  lines.map((line) => ({ ...line, y: line.y + top }));

/** Paragraphs that may break between pages only between them. */
export const paragraphs = (
  page: TaggedPage,
  texts: readonly string[],
  style: TextStyle,
  place: TextPlace = {},
): DrawnBlock[] => texts.flatMap((text) => textBlock(page, 'P', text, style, place));
