// Asks again what changed: once at a time for each key, and once more when it changed meanwhile.

/** Asks for `key`; returns at once. */
export type Refresher = (key: string) => void;

/** `ask` is never run twice at once for the same key; its failures go to `onError`. */
export function createRefresher(
  ask: (key: string) => Promise<void>,
  onError: (error: unknown) => void,
): Refresher {
  const asking = new Map<string, { again: boolean }>();
  const refresh = (key: string): void => {
    const running = asking.get(key);
    if (running) {
      running.again = true;
      return;
    }
    const state = { again: false };
    asking.set(key, state);
    void ask(key)
      .catch(onError)
      .finally(() => {
        asking.delete(key);
        if (state.again) refresh(key);
      });
  };
  return refresh;
}
