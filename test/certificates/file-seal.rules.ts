// Who seals a drawn file: services that take whole PDFs (honest and not), and independent time that fails.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileMaker, type FileMaker } from '../../server/certificates/file-maker.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import type { PdfSealer } from '../../server/keys/hash-signer.ts';
import { createTimestamper, type Timestamper } from '../../server/keys/timestamper.ts';
import { inspectSeal } from '../../server/sealing/inspect-pdf.ts';
import { sendReply, startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import { createTokenMaker } from '../support/token-maker.ts';
import { hasValidator, pdfsig, pyhanko, pyhankoSeal } from '../support/validators.ts';
import { participationData } from './sample-data.ts';
import { appended, builtIn, flipped, openSealBench, type SealBench, TEMPLATES } from './sealed.ts';

const logger = createLogger('silent');

describe('sealing a drawn file', function () {
  this.timeout(120_000);
  let bench: SealBench;
  let maker: FileMaker;
  let sealer: PdfSealer;
  let timestamper: Timestamper | undefined;
  /** Of the hook, not of the file's loading: the authority's certificates are made there. */
  let now: Date;
  const sealing = {
    sealer: () => sealer ?? bench.keys.signer,
    get timestamper() {
      return timestamper;
    },
    logger,
    /** Far above what a busy machine needs, but where nothing answers. */
    timeoutMs: 60_000,
  };
  before(async () => {
    now = new Date();
    bench = await openSealBench(now);
    maker = createFileMaker(TEMPLATES, sealing);
  });
  after(async () => {
    await maker?.stop();
    bench?.remove();
  });
  const make = async () => {
    const data = participationData();
    return maker.make({ data, wording: await builtIn(data) }, now);
  };
  const refusal = () =>
    make().then(
      () => 'issued',
      (error: unknown) => String(error),
    );

  describe('with a time-stamping authority', () => {
    let tsa: TestTsa;
    before(async () => {
      tsa = await startTestTsa();
      const clock = { now: () => now };
      const { url, root } = tsa;
      const options = { url, roots: [root], timeoutMs: 1_000, clock, random: systemRandom };
      timestamper = createTimestamper(options);
    });
    after(async () => {
      timestamper = undefined;
      await tsa.stop();
    });
    const inspect = (bytes: Buffer) =>
      inspectSeal(bytes, bench.keys.trustedRoots, now, { tsaRoots: [tsa.root] });

    it('states the time that the authority states', async () => {
      const { bytes, timestamp } = await make();
      const { reasons, timestamp: found } = inspect(bytes);
      expect(reasons).to.deep.equal([]);
      expect(found).to.deep.equal({ at: timestamp, trusted: true });
    });

    it('seals without a time while the authority fails, never with our own clock', async () => {
      tsa.answer((_, response) => void response.writeHead(500).end());
      const first = await make();
      const asked = tsa.asked();
      const second = await make();
      expect(tsa.asked()).to.equal(asked);
      for (const { bytes, timestamp } of [first, second]) {
        expect(timestamp).to.equal(null);
        expect(inspect(bytes)).to.deep.include({ reasons: [], timestamp: null });
      }
    });

    it('seals without a time when the token finds no room', async () => {
      const purpose = '1.3.6.1.5.5.7.3.8';
      const big = await createTokenMaker({ critical: true, purpose }, 12_000);
      tsa.answer((query, response) => sendReply(response, big.reply(query, now)));
      const clock = { now: () => now };
      const options = { url: tsa.url, roots: [big.root], clock, random: systemRandom };
      timestamper = createTimestamper(options);
      const { bytes, timestamp } = await make();
      expect(timestamp).to.equal(null);
      expect(inspect(bytes)).to.deep.include({ reasons: [], timestamp: null });
    });
  });

  describe('by a service that takes whole PDFs', () => {
    let folder: string;
    const given: Buffer[] = [];
    const serve = (answer: (pdf: Buffer) => Promise<Buffer[]>) => {
      sealer = {
        kind: 'pdf',
        level: 'tersertifikasi',
        async seal(pdfs) {
          given.push(...pdfs);
          return answer(pdfs[0] ?? Buffer.alloc(0));
        },
      };
    };
    /** A sealer that is not ours: pyHanko, with a key of ours. */
    const honest = async (pdf: Buffer): Promise<Buffer> => {
      const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
      writeFileSync(from, pdf);
      const { output, code } = await pyhankoSeal(from, to, join(bench.folder, 'keys'));
      if (code !== 0) throw new Error(output);
      return readFileSync(to);
    };
    before(async function () {
      if (!(await hasValidator('pyhanko'))) return this.skip();
      folder = mkdtempSync(join(tmpdir(), 'ikrar-service-'));
    });
    after(() => folder && rmSync(folder, { recursive: true, force: true }));

    it('hands over a file without a field of ours, and takes it back sealed', async () => {
      serve(async (pdf) => [await honest(pdf)]);
      const { bytes, timestamp } = await make();
      expect(timestamp).to.equal(null);
      const [pdf] = given;
      expect(pdf?.includes('/ByteRange')).to.equal(false);
      expect(bytes.subarray(0, pdf?.length).equals(pdf ?? Buffer.alloc(0))).to.equal(true);
      const file = bench.write('whole.pdf', bytes);
      expect((await pdfsig(file, bench.rootFile)).output).to.include('- Total document signed');
      const { output } = await pyhanko(file, bench.rootFile, now);
      expect(output).to.include('The signature is judged VALID.');
    });

    it('stores nothing of what comes back otherwise', async () => {
      serve(async () => []);
      expect(await refusal()).to.include('no single file');
      serve(async (pdf) => [await honest(pdf), pdf]);
      expect(await refusal()).to.include('no single file');
      serve(async () => [Buffer.from('rubbish')]);
      expect(await refusal()).to.include('no PDF');
      serve(async (pdf) => [pdf]);
      expect(await refusal()).to.include('NO_SEAL');
      const other = await bench.seal(participationData({ sample: true }));
      serve(async () => [other]);
      expect(await refusal()).to.include('another file');
      serve(async (pdf) => [appended(await honest(pdf))]);
      expect(await refusal()).to.include('NOT_WHOLE_FILE');
      serve(async (pdf) => [flipped(await honest(pdf), pdf.length + 40)]);
      expect(await refusal()).to.include('does not hold');
      serve(() => new Promise(() => undefined));
      sealing.timeoutMs = 500;
      expect(await refusal()).to.include('No answer within 500 ms');
      sealing.timeoutMs = 60_000;
      serve(async () => Promise.reject(new Error('TOTP')));
      expect(await refusal()).to.include('TOTP');
    });
  });
});
