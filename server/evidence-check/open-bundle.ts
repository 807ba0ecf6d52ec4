// Opens a bundle: its container, its manifest, and each file against what the manifest says of it.
import { createHash } from 'node:crypto';
import { sha256Hex } from '../core/canonical.ts';
import {
  FILES,
  type Manifest,
  type Member,
  manifestSchema,
  manifestSignatureSchema,
  readCanonical,
} from './bundle-format.ts';
import type { Findings, Group } from './findings.ts';
import { readLines, readWhole } from './read-member.ts';
import { type OpenZip, openZip, ZipError, type ZipLimits } from './zip-reader.ts';

const GIB = 1024 ** 3;
const LIMITS: ZipLimits = { members: 1_000, memberBytes: 4 * GIB, totalBytes: 8 * GIB };
/** These are read line by line by whoever needs them. */
const STREAMED: string[] = [FILES.entries, FILES.heads, FILES.timestamps, FILES.certificates];

export interface OpenBundle {
  manifest: Manifest;
  manifestBytes: Buffer;
  /** keyId and signature of the manifest; undefined when that file is none. */
  signature: { keyId: string; signature: string } | undefined;
  /** A small file's bytes; undefined when it is missing or unreadable. */
  small(name: string): Buffer | undefined;
  /** Names of small files that begin so. */
  smallNames(prefix: string): string[];
  has(name: string): boolean;
  /**
   * Each line of a large file with its place (from 0); what is wrong with the file itself is told
   * to `group` at the end.
   */
  eachLine(name: string, group: Group, look: (line: string, place: number) => void): Promise<void>;
  close(): void;
}

/** undefined when there is nothing to go on with; the findings say why. */
export async function openBundle(
  path: string,
  findings: Findings,
): Promise<OpenBundle | undefined> {
  const group = findings.begin('container');
  let zip: OpenZip | undefined;
  try {
    zip = await openZip(path, LIMITS);
    const opened = await readBundle(zip, group);
    if (!opened) zip.close();
    return opened;
  } catch (error) {
    zip?.close();
    if (!(error instanceof ZipError)) throw error;
    group.lie(error.code, { file: error.member });
    return undefined;
  } finally {
    group.end();
  }
}

async function readBundle(zip: OpenZip, group: Group): Promise<OpenBundle | undefined> {
  const manifestBytes = await readFile(zip, FILES.manifest, group);
  const signatureBytes = await readFile(zip, FILES.signature, group);
  const manifest = manifestBytes && readCanonical(manifestBytes.toString('utf8'), manifestSchema);
  if (!manifestBytes || !manifest) {
    if (manifestBytes) group.lie('MANIFEST_FORM', { file: FILES.manifest });
    return undefined;
  }
  const listed = compareNames(zip, manifest, group);
  const small = await readSmall(zip, listed, group);
  return {
    manifest,
    manifestBytes,
    signature: signatureBytes && signatureOf(signatureBytes),
    small: (name) => small.get(name),
    smallNames: (prefix) => [...small.keys()].filter((name) => name.startsWith(prefix)),
    has: (name) => listed.has(name) && zip.members.has(name),
    eachLine: (name, under, look) => eachLine(zip, listed.get(name), under, look),
    close: zip.close,
  };
}

const signatureOf = (bytes: Buffer) =>
  readCanonical(bytes.toString('utf8'), manifestSignatureSchema);

/** What is listed is there, and nothing else; each name is listed once. */
function compareNames(zip: OpenZip, manifest: Manifest, group: Group): Map<string, Member> {
  const listed = new Map<string, Member>();
  for (const member of manifest.members) {
    if (listed.has(member.name)) group.lie('LISTED_TWICE', { file: member.name });
    listed.set(member.name, member);
    if (!zip.members.has(member.name)) group.lie('FILE_MISSING', { file: member.name });
  }
  // The small ones are missed by who needs them.
  for (const name of STREAMED) if (!listed.has(name)) group.lie('FILE_MISSING', { file: name });
  for (const name of zip.members.keys()) {
    const isOwn = name === FILES.manifest || name === FILES.signature;
    if (isOwn === listed.has(name)) group.lie('FILE_NOT_LISTED', { file: name });
  }
  return listed;
}

async function readSmall(
  zip: OpenZip,
  listed: Map<string, Member>,
  group: Group,
): Promise<Map<string, Buffer>> {
  const small = new Map<string, Buffer>();
  for (const { name, sha256, size } of listed.values()) {
    if (STREAMED.includes(name) || !zip.members.has(name)) continue;
    const bytes = await readFile(zip, name, group);
    group.looked();
    if (!bytes) continue;
    if (bytes.length !== size || sha256Hex(bytes) !== sha256) {
      group.lie('FILE_CHANGED', { file: name });
    }
    small.set(name, bytes);
  }
  return small;
}

/** The file's bytes; undefined when it is missing or unreadable, which is told. */
async function readFile(zip: OpenZip, name: string, group: Group): Promise<Buffer | undefined> {
  const member = zip.members.get(name);
  const isOwn = name === FILES.manifest || name === FILES.signature;
  if (!member) {
    if (isOwn) group.lie('FILE_MISSING', { file: name });
    return undefined;
  }
  try {
    return await readWhole(member);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    group.lie(error.code, { file: name });
    return undefined;
  }
}

async function eachLine(
  zip: OpenZip,
  listed: Member | undefined,
  group: Group,
  look: (line: string, place: number) => void,
): Promise<void> {
  const member = listed && zip.members.get(listed.name);
  if (!listed || !member) return;
  const hash = createHash('sha256');
  try {
    let place = 0;
    for await (const lines of readLines(member, hash)) {
      for (const line of lines) look(line, place++);
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    group.lie(error.code, { file: listed.name });
    return;
  }
  if (member.size !== listed.size || hash.digest('hex') !== listed.sha256) {
    group.lie('FILE_CHANGED', { file: listed.name });
  }
}
