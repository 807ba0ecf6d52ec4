// Our own inspection: what holds of a sealed file, and what each kind of tampering breaks.
import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { inspectSeal } from '../../server/sealing/inspect-pdf.ts';
import { SealError, sealPdf } from '../../server/sealing/seal.ts';
import { declarationData } from '../certificates/sample-data.ts';
import {
  appended,
  flipped,
  NOW,
  openSealBench,
  padded,
  type SealBench,
  updated,
} from '../certificates/sealed.ts';

describe('inspecting a seal', function () {
  this.timeout(60_000);
  let bench: SealBench;
  let pdf: Buffer;
  before(async () => {
    bench = await openSealBench();
    pdf = await bench.seal(declarationData());
  });
  after(() => bench.remove());
  const inspect = (bytes: Buffer, at = NOW) => inspectSeal(bytes, bench.keys.trustedRoots, at);

  it('finds nothing wrong with a fresh file, today and in ten years', () => {
    const inTenYears = new Date('2036-03-01T00:00:00Z');
    const own = new X509Certificate(bench.keys.signer.certificate);
    const serial = own.serialNumber.toLowerCase();
    for (const at of [NOW, inTenYears]) {
      expect(inspect(pdf, at)).to.deep.equal({
        isPdf: true,
        hasSeal: true,
        coversWholeFile: true,
        digestMatches: true,
        signatureValid: true,
        chainTrusted: true,
        sealSerial: serial,
        sealExpired: false,
        timestamp: null,
        timestampWrong: false,
        reasons: [],
      });
    }
  });

  it('notices a flipped bit wherever it is', () => {
    const places = Array.from({ length: 300 }, (_, i) => Math.floor((i * pdf.length) / 300));
    for (const place of places) {
      expect(inspect(flipped(pdf, place)).reasons, `byte ${place}`).to.not.have.length(0);
    }
    expect(inspect(flipped(pdf, 20_000)).reasons).to.deep.equal(['DIGEST_DIFFERS']);
  });

  it('notices what validators overlook: bytes after the end, updates, used padding', () => {
    expect(inspect(appended(pdf)).reasons).to.deep.equal(['NOT_WHOLE_FILE']);
    expect(inspect(updated(pdf)).reasons).to.deep.equal(['NOT_WHOLE_FILE']);
    expect(inspect(padded(pdf)).reasons).to.deep.equal(['PADDING_USED']);
    const doubled = Buffer.concat([pdf, pdf]);
    expect(inspect(doubled).reasons).to.include('SEVERAL_SEALS');
  });

  it('trusts our root only, and only while the certificates are valid', async () => {
    const other = await openSealBench();
    try {
      expect(inspectSeal(pdf, other.keys.trustedRoots, NOW).reasons).to.deep.equal([
        'ROOT_UNKNOWN',
      ]);
    } finally {
      other.remove();
    }
    // Another word than for a stranger's key, and never before it was made.
    expect(inspect(pdf, new Date('2046-02-28T00:00:00Z')).reasons).to.deep.equal(['SEAL_EXPIRED']);
    expect(inspect(pdf, new Date('2020-02-28T00:00:00Z')).reasons).to.deep.equal(['SEAL_EXPIRED']);
  });

  it('says what a file without a seal of ours is', () => {
    expect(inspect(Buffer.from('bukan pdf')).reasons).to.deep.equal(['NOT_A_PDF']);
    expect(inspect(Buffer.from('%PDF-1.7\n%%EOF')).reasons).to.deep.equal(['NO_SEAL']);
    expect(inspect(Buffer.alloc(10_000_001, 0x20)).reasons).to.deep.equal(['TOO_LARGE']);
    const broken = Buffer.from('%PDF-1.7 /ByteRange [0 9999999999 9999999999 1] %%EOF');
    expect(inspect(broken).reasons).to.deep.equal(['RANGE_BROKEN']);
  });

  it('notices any change inside the seal itself', () => {
    const start = pdf.indexOf('/Contents <') + '/Contents <'.length;
    for (let at = start; at < start + 6_144; at += 23) {
      const changed = Buffer.from(pdf);
      changed.write(changed[at] === 0x37 ? '8' : '7', at, 'latin1');
      expect(inspect(changed).reasons, `byte ${at}`).to.not.have.length(0);
    }
  });

  it('reads a seal that breaks off in its own length as one with rubbish in it', () => {
    for (const hex of ['', '30', '3084', '308401', '30840102', '3080', '30ff00']) {
      const frame = (start: number) =>
        `%PDF-1.7 /ByteRange [0 ${start} ${start + hex.length + 2} 5] /Contents `;
      const head = frame(frame(10).length);
      const { reasons } = inspect(Buffer.from(`${head}<${hex}>%%EOF`));
      expect(reasons, hex).to.deep.equal(['PADDING_USED']);
    }
  });

  it('never throws, whatever it is given', () => {
    const start = pdf.indexOf('/ByteRange');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(7_000), (noise, at) => {
        const bytes = Buffer.from(pdf);
        bytes.set(noise, start + at);
        const same =
          bytes.toString('latin1').toLowerCase() === pdf.toString('latin1').toLowerCase();
        expect(inspect(bytes).reasons.length > 0 || same).to.equal(true);
        inspect(Buffer.concat([Buffer.from('%PDF-'), Buffer.from(noise)]));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses to seal what has no empty field, and aborts when told to', async () => {
    const signal = new AbortController().signal;
    const again = await sealPdf(pdf, bench.keys.signer, signal).catch((e: unknown) => e);
    expect(again).to.be.instanceOf(SealError);
  });
});
