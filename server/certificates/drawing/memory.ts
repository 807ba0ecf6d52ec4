// What was made is remembered by its key, up to a number of them; then it starts anew.

/** A memory of what never changes for a key. */
export interface Memory<T> {
  get(key: string, make: () => T): T;
}

/** A memory for at most `size` values. */
export function createMemory<T>(size: number): Memory<T> {
  const known = new Map<string, T>();
  return {
    get(key, make) {
      const found = known.get(key);
      if (found !== undefined) return found;
      if (known.size >= size) known.clear();
      const made = make();
      known.set(key, made);
      return made;
    },
  };
}
