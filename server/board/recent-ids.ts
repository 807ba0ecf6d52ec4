// What is over stays over: ids that were closed, so that late news of their opening changes nothing.

/** Far more than a stream can repeat; an id takes about a hundred bytes. */
const MOST = 50_000;

export interface RecentIds {
  has(id: string): boolean;
  /** Keeps the id; the oldest one is forgotten when there are too many. */
  add(id: string): void;
}

/** An empty memory of the last `most` ids. */
export function createRecentIds(most = MOST): RecentIds {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      if (ids.size <= most) return;
      for (const oldest of ids) {
        ids.delete(oldest);
        return;
      }
    },
  };
}
