// The files of a ZIP, one in memory at a time.
import type { ZipSource } from '../core/zip-stream.ts';
import type { ScopedFile } from './file-scope.ts';

/** The same files make the same ZIP: each bears the first moment that the format knows. */
export const ZIP_MOMENT = new Date(1980, 0, 1);

/** Each file's bytes as `read` gives them when its turn has come; sealed PDFs are stored as they are. */
export async function* zipMembers(
  files: readonly ScopedFile[],
  read: (id: string) => Promise<Buffer>,
): AsyncGenerator<ZipSource> {
  for (const { id, path } of files) {
    yield { name: path, bytes: [await read(id)], compress: false };
  }
}
