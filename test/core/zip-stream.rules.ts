// A ZIP that is made while it is read: whole, broken off by its reader, and broken by its source.
import { expect } from 'chai';
import { fromBufferPromise } from 'yauzl';
import { type ZipSource, zipStream } from '../../server/core/zip-stream.ts';
import { until } from '../support/until.ts';

const MTIME = new Date('2026-10-07T02:00:00.000Z');
const CHUNK = Buffer.alloc(64 * 1024, 'ikrar');

describe('a ZIP made while it is read', () => {
  /** Endless members of endless bytes: how far it was read, and whether it was ended. */
  const endless = () => {
    const seen = { chunks: 0, ended: false };
    async function* bytes() {
      try {
        for (;;) {
          seen.chunks += 1;
          yield CHUNK;
        }
      } finally {
        seen.ended = true;
      }
    }
    async function* members(): AsyncGenerator<ZipSource> {
      for (let at = 0; ; at += 1) yield { name: `${at}.bin`, bytes: bytes(), compress: false };
    }
    return { seen, members: members() };
  };

  it('lets others have their turn between members that are made at once', async () => {
    const MEMBERS = 100;
    let turns = 0;
    let isOver = false;
    async function* members(): AsyncGenerator<ZipSource> {
      for (let at = 0; at < MEMBERS; at += 1) {
        yield { name: `${at}.txt`, bytes: [Buffer.from('ikrar')], compress: false };
      }
    }
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await new Response(zipStream(members(), MTIME)).arrayBuffer();
    isOver = true;
    expect(turns).to.be.at.least(MEMBERS);
  });

  it('holds its members in their order, the later ones made from what was read before', async () => {
    let read = 0;
    async function* members(): AsyncGenerator<ZipSource> {
      async function* counted() {
        read += CHUNK.length;
        yield CHUNK;
      }
      yield { name: 'a.bin', bytes: counted(), compress: true };
      yield { name: 'b.txt', bytes: [Buffer.from(String(read))], compress: false };
    }
    const bytes = Buffer.from(await new Response(zipStream(members(), MTIME)).arrayBuffer());
    const zip = await fromBufferPromise(bytes);
    const found: [string, number][] = [];
    for await (const entry of zip.eachEntry()) {
      found.push([entry.fileName, entry.uncompressedSize]);
    }
    expect(found).to.deep.equal([
      ['a.bin', CHUNK.length],
      ['b.txt', String(CHUNK.length).length],
    ]);
  });

  it('reads no further than its reader, and ends its sources when that one goes', async () => {
    const { seen, members } = endless();
    const reader = zipStream(members, MTIME).getReader();
    await reader.read();
    expect(seen.chunks).to.be.below(50);
    await reader.cancel();
    await until('the source is ended', () => seen.ended);
    const before = seen.chunks;
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.chunks).to.equal(before);
  });

  it('fails where a source fails, instead of ending early', async () => {
    async function* members(): AsyncGenerator<ZipSource> {
      async function* broken() {
        yield CHUNK;
        throw new Error('the database went away');
      }
      yield { name: 'a.bin', bytes: broken(), compress: false };
    }
    const failure = await new Response(zipStream(members(), MTIME)).arrayBuffer().then(
      () => 'no failure',
      (error) => String(error),
    );
    expect(failure).to.include('the database went away');
  });
});
