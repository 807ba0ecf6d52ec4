// The restless part of a crowd: lines that break, people who leave and come back, who use two
// devices, or go for good, each at a moment of their own while the session lasts.
import { setTimeout as delay } from 'node:timers/promises';
import type { Habit } from './journal.ts';
import type { Official } from './official.ts';

/** One official's plan, in milliseconds after everybody has arrived. */
export interface Move {
  habit: Habit;
  startMs: number;
  lengthMs: number;
}

const SHARES: readonly [Habit, number][] = [
  ['breaks', 0.1],
  ['leaves', 0.05],
  ['devices', 0.05],
  ['goes', 0.03],
];
/** Longer than the 30 seconds that are no gap, with room for the time a reconnection takes. */
const LEAVE_MIN_MS = 36_000;
/** So long before the end of the stay everybody is back. */
const BACK_MS = 3_000;

const habitOf = (number: number): Habit => {
  let rest = number;
  for (const [habit, share] of SHARES) {
    if (rest < share) return habit;
    rest -= share;
  }
  return 'stays';
};

/** What one official does in a stay of `stayMs`; too short a stay is no time to leave. */
export function planMove(stayMs: number, random: () => number): Move {
  const habit = habitOf(random());
  const most = stayMs - BACK_MS;
  const between = (least: number, highest: number) => least + random() * (highest - least);
  const lengthMs =
    habit === 'leaves' ? between(LEAVE_MIN_MS, most * 0.8) : between(5_000, Math.min(20_000, most));
  const startMs = random() * Math.max(0, most - lengthMs);
  const fits = lengthMs <= most && (habit !== 'leaves' || most * 0.8 >= LEAVE_MIN_MS);
  return { habit: fits ? habit : 'stays', startMs, lengthMs };
}

const perform = async (official: Official, { habit, startMs, lengthMs }: Move): Promise<void> => {
  official.entry.habit = habit;
  if (habit === 'stays') return;
  await delay(startMs);
  if (habit === 'goes') official.leave();
  else if (habit === 'devices') await official.useTwoDevices(lengthMs);
  else await official.goAway(lengthMs);
};

/** Everybody who arrived stays for `seconds`, the restless ones in their way; resolves then. */
export async function letStay(input: {
  officials: readonly Official[];
  seconds: number;
  random: () => number;
}): Promise<void> {
  const { officials, seconds, random } = input;
  const present = officials.filter(({ entry }) => entry.arrivalMs !== null);
  const moves = present.map((official) => perform(official, planMove(seconds * 1_000, random)));
  await Promise.all([...moves, delay(seconds * 1_000)]);
}
