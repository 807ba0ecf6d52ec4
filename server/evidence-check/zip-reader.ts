// A ZIP of unknown origin, read defensively: names, counts, sizes and ratios are judged before a
// byte is unpacked, and nothing is ever written to disk.
import { stat } from 'node:fs/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { findMisplaced, type MemberPlace } from './zip-layout.ts';

export type ZipProblem =
  | 'ZIP_UNREADABLE'
  | 'ZIP_TOO_MANY'
  | 'ZIP_TOO_LARGE'
  | 'ZIP_BOMB'
  | 'ZIP_DOUBLE'
  | 'ZIP_NAME'
  | 'ZIP_TWO_NAMES'
  | 'ZIP_HIDDEN';

/** Why a ZIP, or one of its members, is not read. */
export class ZipError extends Error {
  readonly code: ZipProblem;
  readonly member: string;

  constructor(code: ZipProblem, member: string, cause?: unknown) {
    super(`${code} ${member}`.trim(), { cause });
    this.name = 'ZipError';
    this.code = code;
    this.member = member;
  }
}

export interface ZipMember {
  name: string;
  /** Unpacked, as its directory says; reading ends when there is more. */
  size: number;
  /** The bytes, unpacked; rejects with ZipError when they can't be. */
  read(): AsyncIterable<Buffer>;
}

export interface OpenZip {
  members: Map<string, ZipMember>;
  close(): void;
}

export interface ZipLimits {
  members: number;
  memberBytes: number;
  totalBytes: number;
}

/** Text of hashes shrinks to a third; what shrinks more than this was made to burst. */
const RATIO_MAX = 200;
const RATIO_FROM = 1_000_000;
const NAME = /^[A-Za-z0-9_][\w.-]{0,99}(?:\/[A-Za-z0-9_][\w.-]{0,99})?$/;

/** Opens the file and reads its directory; rejects with ZipError. */
export async function openZip(path: string, limits: ZipLimits): Promise<OpenZip> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (error) {
    throw new ZipError('ZIP_UNREADABLE', '', error);
  }
  try {
    const members = await readDirectory(zip, limits, (await stat(path)).size);
    return { members, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof ZipError ? error : new ZipError('ZIP_UNREADABLE', '', error);
  }
}

async function readDirectory(
  zip: ZipFile,
  limits: ZipLimits,
  fileSize: number,
): Promise<Map<string, ZipMember>> {
  if (zip.entryCount > limits.members) throw new ZipError('ZIP_TOO_MANY', '');
  const members = new Map<string, ZipMember>();
  const places: MemberPlace[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    judge(entry, limits);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.totalBytes) throw new ZipError('ZIP_TOO_LARGE', name);
    if (members.has(name)) throw new ZipError('ZIP_DOUBLE', name);
    const read = () => readMember(zip, entry);
    members.set(name, { name, size: entry.uncompressedSize, read });
    places.push(placeOf(entry));
  }
  const misplaced = findMisplaced(places, { fileSize, commentLength: zip.comment.length });
  // Members that lie over each other hold more than the file.
  if (misplaced?.kind === 'over') throw new ZipError('ZIP_BOMB', misplaced.name);
  if (misplaced) throw new ZipError('ZIP_HIDDEN', misplaced.name);
  return members;
}

const placeOf = (entry: Entry): MemberPlace => ({
  name: entry.fileName,
  local: entry.relativeOffsetOfLocalHeader,
  nameLength: entry.fileNameRaw.length,
  packed: entry.compressedSize,
  entryLength:
    46 + entry.fileNameRaw.length + entry.extraFieldRaw.length + entry.fileCommentRaw.length,
});

function judge(entry: Entry, { memberBytes }: ZipLimits): void {
  const { fileName, compressedSize, uncompressedSize } = entry;
  if (!NAME.test(fileName)) throw new ZipError('ZIP_NAME', fileName);
  if (!entry.canDecodeFileData()) throw new ZipError('ZIP_UNREADABLE', fileName);
  if (uncompressedSize > memberBytes) throw new ZipError('ZIP_TOO_LARGE', fileName);
  if (uncompressedSize > RATIO_FROM && uncompressedSize > compressedSize * RATIO_MAX) {
    throw new ZipError('ZIP_BOMB', fileName);
  }
}

async function* readMember(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  try {
    const { fileName } = await zip.readLocalFileHeaderPromise(entry);
    if (!fileName.equals(entry.fileNameRaw)) throw new ZipError('ZIP_TWO_NAMES', entry.fileName);
    // The library ends a stream that holds more or less than its directory says.
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk;
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError('ZIP_UNREADABLE', entry.fileName, error);
  }
}
