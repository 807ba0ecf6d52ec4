// One reading for all who ask within a short time.

/** Gives what was read for a key within `forMs`, else reads it; a reading that fails is not kept. */
export type Recent<T> = (
  asked: { key: string; state?: string; now: Date },
  read: () => Promise<T>,
) => Promise<T>;

/** Nothing read yet; another `state` of the same key is read anew at once. */
export function createRecent<T>(forMs: number): Recent<T> {
  const known = new Map<string, { state: string; until: number; value: Promise<T> }>();
  return ({ key, state = '', now }, read) => {
    const last = known.get(key);
    if (last?.state === state && last.until > now.getTime()) return last.value;
    const own = { state, until: now.getTime() + forMs, value: read() };
    known.set(key, own);
    own.value.catch(() => {
      if (known.get(key) === own) known.delete(key);
    });
    return own.value;
  };
}
