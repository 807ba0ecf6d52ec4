// Files that are no honest ZIP: truncated, bursting, with doubled or wandering names, or no ZIP.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { ZipFile } from 'yazl';
import { readLines, readWhole } from '../../server/evidence-check/read-member.ts';
import { openZip, ZipError, type ZipLimits } from '../../server/evidence-check/zip-reader.ts';
import { run } from '../support/validators.ts';
import { createCheckFolder, zipOf } from './evidence-world.ts';

const LIMITS: ZipLimits = { members: 10, memberBytes: 20_000_000, totalBytes: 30_000_000 };
const small = Buffer.from('isi\n');

describe('a ZIP of unknown origin', () => {
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;
  before(async () => {
    folder = await createCheckFolder();
  });
  after(() => folder.stop());

  const openBytes = async (bytes: Buffer) => {
    const file = join(folder.folder, 'a.zip');
    await writeFile(file, bytes);
    return openZip(file, LIMITS);
  };
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'opened',
      (error) => (error instanceof ZipError ? error.code : error),
    );
  const deflated = async (members: [string, Buffer][]): Promise<Buffer> => {
    const zip = new ZipFile();
    for (const [name, bytes] of members) zip.addBuffer(bytes, name);
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  };
  /** A name of the same length, in the local header and in the directory. */
  const renamed = (zip: Buffer, from: string, to: string): Buffer =>
    Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

  it('opens an honest one and reads it', async () => {
    const zip = await openBytes(await deflated([['a/b.txt', Buffer.from('satu\ndua\ntiga')]]));
    const member = zip.members.get('a/b.txt');
    if (!member) throw new Error('No member');
    expect((await readWhole(member)).toString()).to.equal('satu\ndua\ntiga');
    const lines: string[] = [];
    for await (const some of readLines(member)) lines.push(...some);
    expect(lines).to.deep.equal(['satu', 'dua', 'tiga']);
    zip.close();
  });

  it('refuses one that ends too soon, and what is none', async () => {
    const zip = await zipOf([['a.txt', Buffer.alloc(5_000, 7)]]);
    for (const length of [0, 10, 2_000, zip.length - 30, zip.length - 1]) {
      expect(await codeOf(openBytes(zip.subarray(0, length)))).to.equal('ZIP_UNREADABLE');
    }
    expect(await codeOf(openBytes(Buffer.alloc(70_000, 1)))).to.equal('ZIP_UNREADABLE');
    expect(await codeOf(openZip(join(folder.folder, 'tidak-ada.zip'), LIMITS))).to.equal(
      'ZIP_UNREADABLE',
    );
  });

  it('refuses what would burst: by ratio, by size, by number, by lying over each other', async () => {
    const bomb = await deflated([['a.txt', Buffer.alloc(10_000_000)]]);
    expect(await codeOf(openBytes(bomb))).to.equal('ZIP_BOMB');
    const large = await deflated([['a.txt', Buffer.alloc(21_000_000)]]);
    expect(await codeOf(openBytes(large))).to.equal('ZIP_TOO_LARGE');
    const half = Buffer.alloc(900_000);
    const many = Array.from({ length: 11 }, (_, at): [string, Buffer] => [`${at}.txt`, small]);
    expect(await codeOf(openBytes(await zipOf(many)))).to.equal('ZIP_TOO_MANY');
    // Ten entries of the directory that all mean the same bytes.
    const one = await zipOf([['a.txt', half]]);
    expect(await codeOf(openBytes(overlapping(one, 5)))).to.equal('ZIP_BOMB');
  });

  it('ends a member that holds more than its directory says', async () => {
    const zip = await deflated([['a.txt', Buffer.alloc(500_000, 'abc')]]);
    const place = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(100, place + 24);
    const opened = await openBytes(zip);
    const member = opened.members.get('a.txt');
    if (!member) throw new Error('No member');
    expect(await codeOf(readWhole(member))).to.equal('ZIP_UNREADABLE');
    opened.close();
  });

  it('refuses what other programs would unpack differently: two names, hidden members, a lead', async () => {
    const zip = await zipOf([
      ['a.txt', small],
      ['b.txt', small],
    ]);
    expect(await codeOf(openBytes(zip))).to.equal('opened');
    const renamedInside = Buffer.from(zip);
    renamedInside.write('c.txt', zip.indexOf('b.txt'), 'latin1');
    const opened = await openBytes(renamedInside);
    const member = opened.members.get('b.txt');
    if (!member) throw new Error('No member');
    expect(await codeOf(readWhole(member))).to.equal('ZIP_TWO_NAMES');
    opened.close();
    const forged: [string, Buffer] = ['palsu.txt', Buffer.alloc(200, 'palsu ')];
    const three = await zipOf([['a.txt', small], forged, ['b.txt', small]]);
    expect(await codeOf(openBytes(withoutEntry(three, 1)))).to.equal('ZIP_HIDDEN');
    const last = await zipOf([['a.txt', small], ['b.txt', small], forged]);
    expect(await codeOf(openBytes(withoutEntry(last, 2)))).to.equal('ZIP_HIDDEN');
    const first = await zipOf([forged, ['a.txt', small], ['b.txt', small]]);
    expect(await codeOf(openBytes(withoutEntry(first, 0)))).to.equal('ZIP_HIDDEN');
  });

  it('reads what the usual program packed anew', async () => {
    const file = join(folder.folder, 'lagi.zip');
    await rm(file, { force: true });
    await writeFile(join(folder.folder, 'isi.txt'), 'satu\ndua\n'.repeat(50));
    await writeFile(join(folder.folder, 'lain.txt'), small);
    const made = await run('python3', [
      ...['-m', 'zipfile', '-c', file],
      ...['isi.txt', 'lain.txt'].map((name) => join(folder.folder, name)),
    ]);
    expect(made.code, made.output).to.equal(0);
    const zip = await openZip(file, LIMITS);
    const member = zip.members.get('isi.txt');
    if (!member) throw new Error('No member');
    expect((await readWhole(member)).length).to.equal(450);
    zip.close();
  });

  it('refuses names that stand twice or lead elsewhere', async () => {
    const twice = await zipOf([
      ['a.txt', small],
      ['a.txt', small],
    ]);
    expect(await codeOf(openBytes(twice))).to.equal('ZIP_DOUBLE');
    const plain = await zipOf([['xx/berkas.txt', small]]);
    for (const name of ['../berkas.txt', '/x/berkas.txt', 'x\\berkas.txt\\', 'C:/berkas.txt']) {
      const padded = name.padEnd('xx/berkas.txt'.length, 'x').slice(0, 'xx/berkas.txt'.length);
      const zip = renamed(plain, 'xx/berkas.txt', padded);
      expect(await codeOf(openBytes(zip)), padded).to.be.oneOf(['ZIP_NAME', 'ZIP_UNREADABLE']);
    }
    const steering = renamed(plain, 'xx/berkas.txt', 'xx/\u001b[2Jks.txt');
    expect(await codeOf(openBytes(steering))).to.equal('ZIP_NAME');
  });
});

/** The same bytes, but the directory names one member less. */
function withoutEntry(zip: Buffer, which: number): Buffer {
  const start = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const end = zip.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries: Buffer[] = [];
  for (let at = start; at < end; ) {
    const next = at + 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30);
    entries.push(zip.subarray(at, next));
    at = next;
  }
  entries.splice(which, 1);
  const directory = Buffer.concat(entries);
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  return Buffer.concat([zip.subarray(0, start), directory, tail]);
}

/** The directory's one entry `times` over, each under a name of its own, all at the same bytes. */
function overlapping(zip: Buffer, times: number): Buffer {
  const start = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const end = zip.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries = Array.from({ length: times }, (_, at) => {
    const entry = Buffer.from(zip.subarray(start, end));
    entry.write(String(at), 46, 'latin1');
    return entry;
  });
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt16LE(times, 8);
  tail.writeUInt16LE(times, 10);
  tail.writeUInt32LE((end - start) * times, 12);
  return Buffer.concat([zip.subarray(0, start), ...entries, tail]);
}
