// Files made to hurt, dropped on the verification: size, pages, objects, time, memory and the line
// are capped, and the answer comes in seconds. Nothing is inflated, so a deflate bomb is just bytes.
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { AppError } from '../../server/core/app-error.ts';
import { PDF_MAX } from '../../server/protocol/limits.ts';
import { createFileInspector } from '../../server/verification/index.ts';
import {
  type CertificateWorld,
  createCertificateWorld,
} from '../certificates/certificate-world.ts';
import { submitFile } from '../certificates/submit-file.ts';

const HEAD = '%PDF-1.7\n';
const NOW = new Date('2026-10-07T02:00:00.000Z');
const TRUST = { trustedRoots: [], known: () => ({}) };
const worker = (name: string) => new URL(`./${name}.ts`, import.meta.url);
/** A file of the largest size, filled with one text over and over. */
const filled = (text: string): Buffer => {
  const bytes = Buffer.alloc(PDF_MAX, text, 'latin1');
  bytes.write(HEAD, 'latin1');
  return bytes;
};
/** Whitespace is what the patterns may run along. */
const almostRange = `/ByteRange${' '.repeat(20)}[${' '.repeat(20)}1234567890 1234567890 1234567890 x`;

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('bombs dropped on the verification', function () {
  this.timeout(60_000);

  describe('are looked into within the deadline', () => {
    const inspector = createFileInspector(TRUST);
    before(() => inspector.inspect(Buffer.from(HEAD), NOW, 'a'));
    after(() => inspector.stop());

    const deflated = deflateSync(Buffer.alloc(60_000_000));
    const harmless: Record<string, Buffer> = {
      'a third of a million seals': filled('/ByteRange [0 10 20 30]\n'),
      'a million unfinished ones': filled('/ByteRange['),
      'ranges that almost are': filled(almostRange),
      'arrays and dictionaries in each other': filled('<<[<<['),
      'one string that never ends': filled('('),
      'codes that almost are': filled('(0123456789ABCDEFGHJKMNPQR)'),
      'keywords that almost are': filled('Keywords>0123456789ABCDEFGHJKMNPQ'),
      spaces: filled(' '),
      'a metadata packet in each other': filled("<?xpacket begin='"),
      'a stream that inflates to 60 MB': Buffer.concat([
        Buffer.from(`${HEAD}1 0 obj\n<</Filter/FlateDecode/Length ${deflated.length}>>stream\n`),
        deflated,
        Buffer.from('\nendstream endobj\n'),
      ]),
    };
    for (const [name, bytes] of Object.entries(harmless)) {
      it(`${name} (${Math.round(bytes.length / 1e6)} MB)`, async function () {
        const began = performance.now();
        const { seal, named } = await inspector.inspect(bytes, NOW, 'a');
        const ms = performance.now() - began;
        if (this.test) this.test.title += `: ${Math.round(ms)} ms`;
        expect(ms).to.be.below(5_000);
        expect(seal.reasons).to.have.length.above(0);
        expect(named.length).to.be.at.most(4);
      });
    }

    for (const [name, bytes] of Object.entries({
      'pages by the hundred thousand': filled('/Type /Page /Parent 2 0 R\n'),
      'pages without a space': filled('/Page/Page'),
      'objects by the hundred thousand': filled('1 0 obj null endobj\n'),
    })) {
      it(`${name} are refused as too complex`, async () => {
        expect(await codeOf(inspector.inspect(bytes, NOW, 'a'))).to.equal('PDF_TOO_COMPLEX');
      });
    }
  });

  describe('can’t take time, memory or the line', () => {
    it('what takes too long is stopped, and the next file is looked into', async () => {
      const limits = { threads: 1, deadlineMs: 3_000 };
      const inspector = createFileInspector(TRUST, limits, worker('slow-worker'));
      try {
        const began = performance.now();
        expect(await codeOf(inspector.inspect(Buffer.from('berputar'), NOW, 'a'))).to.equal(
          'PDF_TOO_SLOW',
        );
        expect(performance.now() - began).to.be.below(6_000);
        expect((await inspector.inspect(Buffer.from('biasa'), NOW, 'a')).named).to.deep.equal([]);
      } finally {
        await inspector.stop();
      }
    });

    it('what eats the memory ends its own thread only', async () => {
      const limits = { threads: 1, heapMb: 48, deadlineMs: 20_000 };
      const inspector = createFileInspector(TRUST, limits, worker('slow-worker'));
      try {
        expect(await codeOf(inspector.inspect(Buffer.from('makan'), NOW, 'a'))).to.equal(
          'PDF_TOO_COMPLEX',
        );
        expect((await inspector.inspect(Buffer.from('biasa'), NOW, 'a')).named).to.deep.equal([]);
      } finally {
        await inspector.stop();
      }
    });

    it('who comes when the line is full is told to wait; those in it are served', async () => {
      const limits = { threads: 1, waiting: 2 };
      const inspector = createFileInspector(TRUST, limits);
      try {
        const answers = await Promise.all(
          Array.from({ length: 6 }, (_, i) => codeOf(inspector.inspect(filled(' '), NOW, `${i}`))),
        );
        expect(answers.filter((code) => code === undefined)).to.have.length(3);
        expect(answers.filter((code) => code === 'VERIFICATION_BUSY')).to.have.length(3);
        expect(await codeOf(inspector.inspect(Buffer.from(HEAD), NOW, 'a'))).to.equal(undefined);
      } finally {
        await inspector.stop();
      }
    });
  });

  it('whoever sends many at once leaves room for others', async () => {
    const inspector = createFileInspector(TRUST, { threads: 1, waiting: 6, perAddress: 2 });
    try {
      const flood = Array.from({ length: 6 }, () =>
        codeOf(inspector.inspect(filled(' '), NOW, 'a')),
      );
      expect(await codeOf(inspector.inspect(Buffer.from(HEAD), NOW, 'b'))).to.equal(undefined);
      const refused = (await Promise.all(flood)).filter((code) => code === 'VERIFICATION_BUSY');
      expect(refused).to.have.length(4);
      expect(await codeOf(inspector.inspect(Buffer.from(HEAD), NOW, 'a'))).to.equal(undefined);
    } finally {
      await inspector.stop();
    }
  });

  describe('get clear answers', () => {
    let world: CertificateWorld;
    before(async () => {
      world = await createCertificateWorld();
    });
    after(() => world?.stop());

    it('beside the field on the page, as a problem for programs', async () => {
      const bomb = filled('/Type /Page /Parent 2 0 R\n').subarray(0, 9_000_000);
      const page = await submitFile(world.http.url, bomb);
      expect(page.status).to.equal(422);
      expect(page.text).to.include('id="salah-berkas"').and.include('Ini bukan dokumen terbitan.');
      const url = `${world.http.url}/api/v1/verifications`;
      const answer = await fetch(url, { method: 'POST', body: new Uint8Array(bomb) });
      expect(answer.status).to.equal(422);
      expect(await answer.json()).to.include({ code: 'PDF_TOO_COMPLEX' });
      const large = await fetch(url, { method: 'POST', body: new Uint8Array(PDF_MAX + 1) });
      expect(large.status).to.equal(413);
    });

    it('while everybody else is served: the event loop is never held for long', async () => {
      const bomb = new Uint8Array(filled('/ByteRange [0 10 20 30]\n'));
      let longest = 0;
      let last = performance.now();
      const beat = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 5);
      try {
        const url = `${world.http.url}/api/v1/verifications`;
        const answer = await fetch(url, { method: 'POST', body: bomb });
        expect(await answer.json()).to.include({ state: 'unknown' });
      } finally {
        clearInterval(beat);
      }
      expect(longest).to.be.below(1_500);
    });
  });
});
