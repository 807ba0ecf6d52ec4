// The letters' thread: one renderer; a finished file's memory moves to the main thread.
import { transferableSymbol, valueSymbol } from 'piscina';
import type { LetterFacts } from './drawing/letter-layout.ts';
import { createLetterRenderer } from './render-letter.ts';

const ready = createLetterRenderer();

/** Draws one letter. */
export default async function drawOne(facts: LetterFacts): Promise<{ bytes: Uint8Array }> {
  const bytes = await (await ready)(facts);
  const isAlone = bytes.byteLength === bytes.buffer.byteLength;
  const transfer = { [transferableSymbol]: [bytes.buffer], [valueSymbol]: { bytes } };
  return isAlone ? { bytes, ...transfer } : { bytes };
}
