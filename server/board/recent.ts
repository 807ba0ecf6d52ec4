// A memory of the last things by their id, for news that comes twice or too early.

export interface Recent<T> {
  get(id: string): T | undefined;
  /** Keeps it; the oldest one is forgotten when there are too many. */
  set(id: string, value: T): void;
}

/** An empty memory of at most `most` things. */
export function createRecent<T>(most: number): Recent<T> {
  const things = new Map<string, T>();
  return {
    get: (id) => things.get(id),
    set(id, value) {
      things.delete(id);
      things.set(id, value);
      if (things.size <= most) return;
      for (const oldest of things.keys()) {
        things.delete(oldest);
        return;
      }
    },
  };
}
