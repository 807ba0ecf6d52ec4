// What an official's own journal says they attended: reckoned slot by slot, on purpose not as the
// server does it, so that the two can be compared.
import type { JournalEntry } from './journal.ts';

/** The session from going live to its end, on the simulator's clock, in milliseconds. */
export interface LiveWindow {
  from: number;
  to: number;
}

/** Breaks up to this long are no gap: the rule as it is told to officials. */
const NO_GAP_MS = 30_000;
const SLOT_MS = 50;

/** Fills every run of empty slots between two full ones that is short enough. */
function fillBreaks(slots: Uint8Array): void {
  let lastFull = -1;
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] === 0) continue;
    const empty = slot - lastFull - 1;
    if (lastFull >= 0 && empty * SLOT_MS <= NO_GAP_MS) slots.fill(1, lastFull + 1, slot);
    lastFull = slot;
  }
}

/** Milliseconds attended in `window`, to a slot of 50 ms. */
export function ownAttendedMs(
  { connections }: Pick<JournalEntry, 'connections'>,
  window: LiveWindow,
): number {
  const start = Math.min(window.from, ...connections.map(({ from }) => from));
  const slotOf = (moment: number) => Math.round((moment - start) / SLOT_MS);
  const slots = new Uint8Array(slotOf(window.to));
  for (const { from, to } of connections) slots.fill(1, slotOf(from), slotOf(to ?? window.to));
  fillBreaks(slots);
  return slots.subarray(slotOf(window.from)).reduce((sum, slot) => sum + slot, 0) * SLOT_MS;
}
