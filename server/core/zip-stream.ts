// A ZIP made while it is sent: one member after the other, none of them held whole. Whoever stops
// reading ends what the members are read from.
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { setImmediate as turn } from 'node:timers/promises';
import { ZipFile } from 'yazl';

/** A file of the ZIP; `bytes` are read only when its turn comes. */
export interface ZipSource {
  name: string;
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** False stores it as it is: for what is compressed already. */
  compress: boolean;
}

/**
 * The ZIP's bytes. `members` may be a generator: what it yields later may depend on what was read
 * before. `mtime` is every member's moment.
 */
export function zipStream(
  members: AsyncIterable<ZipSource>,
  mtime: Date,
): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  // The library promises the interface only; it is a stream of Node's.
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  fill(zip, members, { mtime, output }).catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  // The same class; its types in the DOM's library and in Node's differ.
  return Readable.toWeb(output) as NodeStream<Uint8Array> as ReadableStream<Uint8Array>;
}

async function fill(
  zip: ZipFile,
  members: AsyncIterable<ZipSource>,
  { mtime, output }: { mtime: Date; output: Readable },
): Promise<void> {
  for await (const { name, bytes, compress } of members) {
    if (output.destroyed) return;
    const source = Readable.from(bytes, { objectMode: false });
    const stop = () => source.destroy();
    output.once('close', stop);
    try {
      addOnce(zip, source, name, { mtime, compress, forceDosTimestamp: true });
      await finished(source);
      // A member may be made without waiting for anything outside: others have their turn, and what
      // is ready leaves.
      await turn();
    } catch (error) {
      // Destroyed because nobody reads any more: that is no failure of its own.
      if (output.destroyed) return;
      throw error;
    } finally {
      output.off('close', stop);
    }
  }
  zip.end();
}

/** The library keeps what it was given for each member until the end: here that holds no bytes. */
function addOnce(
  zip: ZipFile,
  source: Readable,
  name: string,
  options: { mtime: Date; compress: boolean; forceDosTimestamp: true },
): void {
  let waiting: Readable | undefined = source;
  zip.addReadStreamLazy(name, options, (give) => {
    const given = waiting;
    waiting = undefined;
    if (given) give(null, given);
  });
}
