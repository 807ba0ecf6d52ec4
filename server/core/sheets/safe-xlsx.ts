// An XLSX from strangers, packed anew from what was inflated under a cap: what reads it afterwards
// sees only sizes that were measured here, whatever the file claims of itself.
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { AppError } from '../app-error.ts';

/** Most parts, and most bytes of all of them together. */
export const PARTS_MAX = 400;
export const INFLATED_MAX = 60_000_000;
/** Parts that hold no cells and may be large. */
const LEFT_OUT = /^xl\/(?:media|drawings|embeddings|charts|printerSettings)\//;

/** The same sheets in a ZIP without compression; TOO_LARGE for a bomb, SHEET_UNREADABLE otherwise. */
export async function safeXlsx(bytes: Buffer, most: number = INFLATED_MAX): Promise<Buffer> {
  const parts = await inflate(bytes, most).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError('SHEET_UNREADABLE', {}, error);
  });
  const zip = new ZipFile();
  for (const [name, content] of parts) zip.addBuffer(content, name, { compress: false });
  zip.end();
  // The library promises the interface only; it is a stream of Node's.
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

async function inflate(bytes: Buffer, most: number): Promise<Map<string, Buffer>> {
  const tooLarge = () => new AppError('SHEET_BOMB', { limit: Math.round(most / 1_000_000) });
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  if (zip.entryCount > PARTS_MAX) throw tooLarge();
  const parts = new Map<string, Buffer>();
  let left = most;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (name.endsWith('/') || LEFT_OUT.test(name)) continue;
    if (entry.uncompressedSize > left) throw tooLarge();
    const chunks: Buffer[] = [];
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      left -= chunk.length;
      if (left < 0) throw tooLarge();
      chunks.push(chunk);
    }
    parts.set(name, Buffer.concat(chunks));
  }
  return parts;
}
