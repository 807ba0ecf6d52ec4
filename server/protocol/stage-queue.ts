// One's own place among the raised hands, by itself: browsers use it without the schemas' library.
import type { StageView } from './stage.ts';

/**
 * One's own place in the queue: 1 is next; 0 when the hand is not up any more; null when so many
 * are before it that they are not told one by one.
 */
export function placeInQueue(
  view: Pick<StageView, 'queue' | 'hands'>,
  hand: number,
): number | null {
  const index = view.queue.indexOf(hand);
  if (index >= 0) return index + 1;
  const last = view.queue.at(-1);
  const isBehind = view.hands > view.queue.length && last !== undefined && hand > last;
  return isBehind ? null : 0;
}
