// Work that is done again and again, one piece after another, with a pause between.

export interface Repeated {
  start(): void;
  /** No further piece begins; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** `work` must not reject; `pauseMs` is asked after each piece. */
export function repeat(work: () => Promise<unknown>, pauseMs: () => number): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const next = () => {
    running = work().finally(() => {
      if (!isStopped) timer = setTimeout(next, pauseMs());
    });
  };
  return {
    start: next,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
