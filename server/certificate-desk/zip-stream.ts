// A ZIP that is made while it is sent: one file in memory at a time, ended when the caller goes.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ScopedFile } from './file-scope.ts';

/** Files come sealed and compressed: they are stored as they are. */
const STORED = { compress: false, mode: 0o100644 } as const;

/** The same files make the same ZIP: each bears the first moment that the format knows. */
const YEAR_OF_ZIP = 1980;

/** The ZIP's bytes; `read` is asked for each file when its turn has come. */
export function zipStream(
  files: readonly ScopedFile[],
  read: (id: string) => Promise<Buffer>,
): ReadableStream<Uint8Array> {
  const mtime = new Date(YEAR_OF_ZIP, 0, 1);
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { id, path } of files) {
    zip.addReadStreamLazy(path, { ...STORED, mtime }, (give) => {
      read(id).then(
        (bytes) => give(null, Readable.from([bytes], { objectMode: false })),
        (error) => output.destroy(error),
      );
    });
  }
  zip.end();
  // The same class; its types in the DOM's library and in Node's differ.
  return Readable.toWeb(output) as unknown as ReadableStream<Uint8Array>;
}
