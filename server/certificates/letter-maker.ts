// A thread of its own that draws letters: neither the server nor a certificate waits for them.
import { Piscina } from 'piscina';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { LetterFacts } from './drawing/letter-layout.ts';

export interface LetterMaker {
  /** The letter as PDF. */
  draw(facts: LetterFacts): Promise<Buffer>;
  stop(): Promise<void>;
}

/** As in the threads that issue: garbage waits for as long as there is room. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 6 };

/** Makes the thread when it is first needed; it ends after half a minute without work. */
export function createLetterMaker(): LetterMaker {
  const pool = new Piscina<LetterFacts, { bytes: Uint8Array }>({
    filename: new URL('./letter-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    resourceLimits: MEMORY,
    idleTimeout: 30_000,
    execArgv: [typescriptLoader()],
  });
  return {
    async draw(facts) {
      const { buffer, byteOffset, byteLength } = (await pool.run(facts)).bytes;
      return Buffer.from(buffer, byteOffset, byteLength);
    },
    stop: () => pool.destroy(),
  };
}
