// Paragraphs under one another, shrunk in steps until they end above a limit.
import type { TaggedPage, TextStyle } from './tagged-page.ts';
import { type Column, type SetText, setText } from './text-block.ts';

/** A paragraph of the flow; `before` is the space above it in millimetres. */
export interface FlowItem {
  tag: 'H1' | 'P';
  text: string;
  style: TextStyle;
  before: number;
  column: Omit<Column, 'top'>;
}

export type PlacedItem = FlowItem & SetText;

/** Smallest scale that is still read without effort at arm's length. */
const SMALLEST = 0.55;
const STEP = 0.03;

/** A text that fits at no readable size; nothing is cut off, so nothing is drawn. */
export class DoesNotFitError extends Error {
  readonly code = 'TEXT_DOES_NOT_FIT';
  constructor() {
    super('The text does not fit the certificate at a readable size');
    this.name = 'DoesNotFitError';
  }
}

/** Sets the items from `top` on; gives them with their lines and the last one's bottom. */
export function setFlow(
  page: TaggedPage,
  items: FlowItem[],
  top: number,
): { items: PlacedItem[]; bottom: number } {
  let bottom = top;
  const placed = items.map((item) => {
    const column = { ...item.column, top: bottom + item.before };
    const set = setText(page, item.text, item.style, column);
    bottom = set.bottom;
    return { ...item, ...set };
  });
  return { items: placed, bottom };
}

/** Draws a flow that was set. */
export function drawFlow(page: TaggedPage, items: PlacedItem[]): void {
  for (const { tag, lines, style } of items) page.text(tag, lines, style);
}

/** The first of ever smaller settings that ends above `limit`; DoesNotFitError when none does. */
export function fitScale<T extends { bottom: number }>(
  limit: number,
  set: (scale: number) => T,
  smallest = SMALLEST,
): T {
  for (let scale = 1; scale >= smallest; scale -= STEP) {
    const result = set(scale);
    if (result.bottom <= limit) return result;
  }
  throw new DoesNotFitError();
}

/** A style with its size scaled. */
export const scaled = (style: TextStyle, scale: number): TextStyle => ({
  ...style,
  size: style.size * scale,
});
