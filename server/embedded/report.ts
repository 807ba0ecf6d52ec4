// How preparing a service is told to whoever sits at the terminal: a line for each step that
// takes longer than a second, nothing for the quick ones.

/** Receives the steps of one service in order; every text is one short Indonesian line. */
export interface Report {
  step(text: string): void;
  done(text: string): void;
  warn(text: string): void;
}

/**
 * A report that prints a step only once it has lasted `patienceMs` (default 1000 ms), and its
 * result only when the step was printed. Warnings are always printed.
 * One report serves one service: steps of two services at once need a report each.
 */
export function createTerminalReport(opts: {
  write: (line: string) => void;
  patienceMs?: number;
}): Report {
  let timer: NodeJS.Timeout | undefined;
  let printed = false;
  const settle = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    step(text) {
      settle();
      timer = setTimeout(() => {
        printed = true;
        opts.write(`  … ${text}`);
      }, opts.patienceMs ?? 1000);
      timer.unref();
    },
    done(text) {
      settle();
      if (printed) opts.write(`  ✓ ${text}`);
      printed = false;
    },
    warn(text) {
      settle();
      opts.write(`  ! ${text}`);
    },
  };
}
