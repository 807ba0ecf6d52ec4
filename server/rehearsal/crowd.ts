// All officials of a rehearsal: they arrive by their schedule, and sign when they may.
import { setTimeout as delay } from 'node:timers/promises';
import { arrivalSchedule } from './arrival-schedule.ts';
import type { Official } from './official.ts';

/** Starts each official's arrival at its moment; resolves when the last one has ended. */
export async function letArrive(input: {
  officials: readonly Official[];
  seconds: number;
  random: () => number;
}): Promise<void> {
  const { officials, seconds, random } = input;
  const moments = arrivalSchedule({ officials: officials.length, seconds, random });
  const start = performance.now();
  const arrivals: Promise<void>[] = [];
  for (const [index, official] of officials.entries()) {
    const wait = (moments[index] ?? 0) - (performance.now() - start);
    if (wait > 1) await delay(wait);
    arrivals.push(official.arrive());
  }
  await Promise.all(arrivals);
}

/** Everybody who arrived and has not gone for good signs, each after a pause of their own of at most `seconds`. */
export async function letSign(input: {
  officials: readonly Official[];
  seconds: number;
  random: () => number;
}): Promise<void> {
  const { officials, seconds, random } = input;
  const present = officials.filter(
    ({ entry }) => entry.arrivalMs !== null && entry.habit !== 'goes',
  );
  const pauses = present.map(() => random() * seconds * 1_000);
  await Promise.all(
    present.map((official, index) => official.sign(() => delay(pauses[index] ?? 0))),
  );
}
