// What every command of `npm run` shares: one way to fail, one way to report.
import { z } from 'zod';
import { createTerminalReport, type Report } from '../embedded/report.ts';

/** Steps that last longer than a second, one line each, on the error output. */
export const createCommandReport = (): Report =>
  createTerminalReport({ write: (line) => process.stderr.write(`${line}\n`) });

const explain = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
};

/** Runs a command; an error becomes one line and the exit code 1 instead of a stack. */
export async function runCommandLine(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
