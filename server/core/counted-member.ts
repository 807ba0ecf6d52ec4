// A ZIP's member that is hashed and counted while it is sent, for a list that comes after it.
import { createHash } from 'node:crypto';
import type { ZipSource } from './zip-stream.ts';

/** What was sent: its size in bytes and its SHA-256 (64 hexadecimal digits). */
export interface CountedMember {
  name: string;
  sha256: string;
  size: number;
}

/** The same member; when it has been read its size and hash are in `members`. */
export function countedMember(source: ZipSource, members: CountedMember[]): ZipSource {
  async function* bytes() {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of source.bytes) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
    members.push({ name: source.name, sha256: hash.digest('hex'), size });
  }
  return { ...source, bytes: bytes() };
}
