// A file's length and SHA-256, read as a stream so that its size does not matter.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Bytes and SHA-256 (64 hexadecimal digits) of a file. Rejects when it can't be read. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
