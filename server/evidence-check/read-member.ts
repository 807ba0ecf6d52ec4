// Members of a bundle read whole or line by line, hashed on the way.
import { createHash, type Hash } from 'node:crypto';
import { ZipError, type ZipMember } from './zip-reader.ts';

/** What small files may weigh. */
const WHOLE_MAX = 32 * 1024 * 1024;
/** A longer line is none of ours (UTF-8 bytes). */
const LINE_MAX = 128 * 1024;
const NEWLINE = 0x0a;

/** The whole member; rejects with ZipError, also above 32 MB. */
export async function readWhole(member: ZipMember, max = WHOLE_MAX): Promise<Buffer> {
  if (member.size > max) throw new ZipError('ZIP_TOO_LARGE', member.name);
  const chunks: Buffer[] = [];
  for await (const chunk of member.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The lines without their ends, a chunk's worth at a time; all bytes go through `hash`. */
export async function* readLines(
  member: ZipMember,
  hash: Hash = createHash('sha256'),
): AsyncGenerator<string[], void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of member.read()) {
    hash.update(chunk);
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = all.lastIndexOf(NEWLINE);
    rest = all.subarray(end + 1);
    if (rest.length > LINE_MAX) throw new ZipError('ZIP_TOO_LARGE', member.name);
    if (end >= 0) yield all.toString('utf8', 0, end).split('\n');
  }
  // A last line without its end is one nevertheless: the hash tells whether it was meant so.
  if (rest.length > 0) yield [rest.toString('utf8')];
}
