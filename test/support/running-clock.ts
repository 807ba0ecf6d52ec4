// A clock for tests that last: it runs as the machine's does, and can be put forward.

/** The machine's time plus what it was put forward by, in milliseconds. */
export function runningClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance(milliseconds: number) {
      ahead += milliseconds;
    },
  };
}
