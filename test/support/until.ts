// Waiting for what no event tells: asked again and again, with a limit that a busy machine keeps.
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';

const LIMIT_MS = 20_000;
const EVERY_MS = 20;

const pause = () => new Promise((resolve) => setTimeout(resolve, EVERY_MS));

/** Resolves when `check` holds; rejects with `what` after `limitMs`. */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  limitMs = LIMIT_MS,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`Not reached: ${what}`);
    await pause();
  }
}

/** Reads until it equals `expected`; after `limitMs` it fails with the difference. */
export async function becomes<T>(
  read: () => T | Promise<T>,
  expected: T,
  { what = '', limitMs = LIMIT_MS }: { what?: string; limitMs?: number } = {},
): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    const actual = await read();
    if (isDeepStrictEqual(actual, expected)) return;
    if (performance.now() > end) {
      expect(actual, what).to.deep.equal(expected);
      throw new Error(`Not reached: ${what}`);
    }
    await pause();
  }
}
