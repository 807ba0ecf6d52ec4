// Who has checked in, as this process last read them, so that a crowd's connections need no read
// each. It is true as long as the stream of changes runs: what ends somebody's right is told to it
// at once, and while the stream is away nothing is remembered.
import type { OfficialToken } from '../http/visitor.ts';
import type { Registration } from './registration-model.ts';

export interface HolderMemory {
  /** The registration a cookie speaks for, from memory where it is known. */
  find(token: OfficialToken): Promise<Registration | undefined>;
  /** The same, read from the collection and remembered. */
  read(token: OfficialToken): Promise<Registration | undefined>;
  /** A moment to compare with: see `hasEndedSince`. */
  mark(): number;
  /** True when somebody's right ended after `mark`: what was found then no longer holds. */
  hasEndedSince(mark: number, registration: string): boolean;
  /** Somebody was released, or their PIN reset. */
  end(registration: string): void;
  /** Changes may have been missed. */
  clear(): void;
}

export interface HolderMemoryOptions {
  read(token: OfficialToken): Promise<Registration | undefined>;
  /** False while changes may be missed. */
  isTold(): boolean;
  /** Most people that are remembered; the oldest go first. */
  max?: number;
}

/** Remembers nobody yet. */
export function createHolderMemory(options: HolderMemoryOptions): HolderMemory {
  const { isTold, max = 20_000 } = options;
  const known = new Map<string, Registration>();
  const ended = new Map<string, number>();
  let last = 0;
  let clearedAt = 0;
  const hasEndedSince = (mark: number, registration: string): boolean =>
    clearedAt > mark || (ended.get(registration) ?? 0) > mark;
  const read = async (token: OfficialToken): Promise<Registration | undefined> => {
    const mark = last;
    const found = await options.read(token);
    // What ended while it was being read is perhaps not in what was read.
    if (!found?.checkedInAt || !isTold() || hasEndedSince(mark, found._id)) return found;
    known.delete(found._id);
    known.set(found._id, found);
    trim(known, max);
    return found;
  };
  return {
    async find(token) {
      const found = isTold() ? known.get(token.registration) : undefined;
      if (!found) return read(token);
      return found.generation === token.generation ? found : undefined;
    },
    read,
    mark: () => last,
    hasEndedSince,
    end(registration) {
      last += 1;
      known.delete(registration);
      ended.set(registration, last);
      trim(ended, max);
    },
    clear() {
      last += 1;
      clearedAt = last;
      known.clear();
      ended.clear();
    },
  };
}

const trim = (entries: Map<string, unknown>, max: number): void => {
  for (const key of entries.keys()) {
    if (entries.size <= max) break;
    entries.delete(key);
  }
};
