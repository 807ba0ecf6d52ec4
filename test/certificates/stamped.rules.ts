// Files with independent time, files of last year's key, and revoked seals: judged by others and by us.
import { createHash, X509Certificate } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { expect } from 'chai';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import { createCertificateRenderer } from '../../server/certificates/render-certificate.ts';
import { systemRandom } from '../../server/core/random.ts';
import type { HashSigner } from '../../server/keys/hash-signer.ts';
import { createTimestamper, type Timestamper } from '../../server/keys/timestamper.ts';
import { findSeal, withoutPadding } from '../../server/sealing/byte-range.ts';
import { assembleCms, partsOf } from '../../server/sealing/cms.ts';
import { CONTENTS_BYTES, TIMESTAMP_BYTES } from '../../server/sealing/field.ts';
import { inspectSeal } from '../../server/sealing/inspect-pdf.ts';
import { sealPdf } from '../../server/sealing/seal.ts';
import { stampSeal } from '../../server/sealing/stamp.ts';
import { startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import {
  hasValidator,
  pdfsig,
  pyhanko,
  pyhankoSummary,
  pyhankoWithLists,
  type ValidatorName,
  verapdf,
} from '../support/validators.ts';
import { declarationData, participationData } from './sample-data.ts';
import { builtIn, openSealBench, openTestKeys, type SealBench, TEMPLATES } from './sealed.ts';

const YEAR_MS = 365 * 86_400_000;

describe('seals with independent time, over the years', function () {
  this.timeout(120_000);
  let tsa: TestTsa;
  let bench: SealBench;
  let timestamper: Timestamper;
  let stamped: Buffer;
  let at: Date;
  let file: string;
  /** The authority's clock is the machine's: so is everything here, from the hook on. */
  let now: Date;

  before(async () => {
    tsa = await startTestTsa();
    now = new Date();
    bench = await openSealBench(now);
    const clock = { now: () => now };
    const { url, root } = tsa;
    timestamper = createTimestamper({ url, roots: [root], clock, random: systemRandom });
    const sealed = await sealWithRoom(declarationData(), bench.keys.signer);
    ({ bytes: stamped, at } = await stampSeal(sealed, timestamper));
    file = bench.write('stamped.pdf', stamped);
  });
  after(async () => {
    bench?.remove();
    await tsa?.stop();
  });
  const inTenYears = () => new Date(now.getTime() + 10 * YEAR_MS);
  const needs = (name: ValidatorName, title: string, check: () => Promise<void>) =>
    it(`${name}: ${title}`, async function () {
      if (!(await hasValidator(name))) return this.skip();
      await check();
    });
  const inspect = (bytes: Buffer, tsaRoots = [tsa.root], revoked = new Map<string, Date>()) =>
    inspectSeal(bytes, bench.keys.trustedRoots, now, { tsaRoots, revoked });
  const serial = () =>
    new X509Certificate(bench.keys.signer.certificate).serialNumber.toLowerCase();

  it('hold for us, and say when and whether we know the authority', () => {
    expect(inspect(stamped).reasons).to.deep.equal([]);
    expect(inspect(stamped).timestamp).to.deep.equal({ at, trusted: true });
    expect(Math.abs(at.getTime() - now.getTime())).to.be.below(60_000);
    const unknown = inspect(stamped, []);
    expect([unknown.reasons, unknown.timestamp]).to.deep.equal([[], { at, trusted: false }]);
  });

  it('hold after the seal’s certificate has ended, where the time is one that we believe', () => {
    const inTwentyYears = new Date(now.getTime() + 20 * YEAR_MS);
    const later = (tsaRoots: Buffer[]) =>
      inspectSeal(stamped, bench.keys.trustedRoots, inTwentyYears, { tsaRoots }).reasons;
    expect(later([tsa.root])).to.deep.equal([]);
    expect(later([])).to.deep.equal(['SEAL_EXPIRED']);
  });

  it('state no other time after any change, nor by a token of another seal', async () => {
    const start = stamped.indexOf('/Contents <') + '/Contents <'.length;
    const end = stamped.indexOf('>', start);
    for (let place = start; place < end; place += 151) {
      const changed = Buffer.from(stamped);
      changed.write(changed[place] === 0x37 ? '8' : '7', place, 'latin1');
      const { reasons, timestamp } = inspect(changed);
      // What a token doesn't sign (the name of its issuer, say) may change; the time may not.
      const lies = reasons.length === 0 && timestamp?.trusted && +timestamp.at !== +at;
      expect(lies, `byte ${place - start}`).to.not.equal(true);
    }
    const other = await timestamper.stamp(createHash('sha256').update('lain').digest());
    const { keys } = bench;
    const fresh = await sealWithRoom(participationData(), keys.signer);
    expect(inspect(withToken(fresh, other)).reasons).to.deep.equal(['TIMESTAMP_WRONG']);
    expect(inspect(fresh)).to.deep.include({ reasons: [], timestamp: null });
  });

  needs('pyhanko', 'finds the time stamp intact and trusted, today and in ten years', async () => {
    for (const moment of [now, inTenYears()]) {
      const roots = [bench.rootFile, tsa.rootFile];
      const { output, code } = await pyhanko(file, roots, moment);
      expect(code, output).to.equal(0);
      expect(output).to.include('The signature covers the entire file.');
      expect(output).to.include('The signature is judged VALID.');
      expect(output).to.include('The timestamp token is cryptographically sound.');
      expect(output).to.include('The TSA certificate is trusted.');
    }
  });
  needs('pyhanko', 'sums it up as TIMESTAMP_TOKEN<INTACT:TRUSTED>', async () => {
    const { output } = await pyhankoSummary(file, [bench.rootFile, tsa.rootFile]);
    expect(output).to.include('TIMESTAMP_TOKEN<INTACT:TRUSTED>');
    const withoutTsa = (await pyhankoSummary(file, [bench.rootFile])).output;
    expect(withoutTsa).to.include('TIMESTAMP_TOKEN<INTACT:UNTRUSTED>');
  });
  needs('pdfsig', 'calls it valid over the whole document', async () => {
    const { output } = await pdfsig(file, bench.rootFile);
    expect(output).to.include('- Total document signed');
    expect(output).to.include('Signature Validation: Signature is Valid.');
  });
  for (const flavour of ['3a', 'ua1'] as const) {
    needs('verapdf', `passes it as ${flavour}`, async () => {
      expect((await verapdf(flavour, [file])).output).to.include(`PASS ${file} ${flavour}`);
    });
  }

  describe('of a key that was renewed', () => {
    let last: string;
    before(async () => {
      const lastYear = new Date(now.getTime() - YEAR_MS - 86_400_000);
      const folder = join(bench.folder, 'long');
      const keys = await openTestKeys(folder, lastYear);
      const sealed = await sealWithRoom(participationData(), keys.signer);
      expect(await keys.renew(now)).to.deep.equal(['seal', 'evidence']);
      const again = await openTestKeys(folder, now);
      for (const moment of [now, inTenYears()]) {
        expect(inspectSeal(sealed, again.trustedRoots, moment).reasons).to.deep.equal([]);
      }
      last = bench.write('last-year.pdf', sealed);
      copyFileSync(join(folder, 'root.pem'), join(bench.folder, 'long-root.pem'));
    });
    needs('pyhanko', 'is judged valid today and in ten years', async () => {
      for (const moment of [now, inTenYears()]) {
        const { output } = await pyhanko(last, join(bench.folder, 'long-root.pem'), moment);
        expect(output).to.include('The signature is judged VALID.');
      }
    });
  });

  describe('with a revoked certificate', () => {
    it('do not hold, but for those whose independent time lies before it', () => {
      const before = new Map([[serial(), new Date(at.getTime() - 1000)]]);
      const after = new Map([[serial(), new Date(at.getTime() + 1000)]]);
      expect(inspect(stamped, [tsa.root], before).reasons).to.deep.equal(['SEAL_REVOKED']);
      expect(inspect(stamped, [tsa.root], after).reasons).to.deep.equal([]);
      expect(inspect(stamped, [], after).reasons).to.deep.equal(['SEAL_REVOKED']);
    });
    needs('pyhanko', 'judges by our revocation lists', async () => {
      const { keys } = bench;
      const pdf = await bench.seal(participationData());
      const plain = bench.write('plain.pdf', pdf);
      const root = bench.write('root.crl', keys.rootCrl ?? Buffer.alloc(0));
      const judge = async () => {
        const list = (await keys.createCrl(new Date())) ?? Buffer.alloc(0);
        const lists = [root, bench.write('issuing.crl', list)];
        return (await pyhankoWithLists(plain, bench.rootFile, lists)).output.split('\n')[0]?.trim();
      };
      expect(await judge()).to.equal('VALID');
      const fingerprint = createHash('sha256').update(keys.signer.certificate).digest('hex');
      await keys.revokeSeal(fingerprint.slice(0, 10), 'bocor', new Date());
      expect(await judge()).to.equal('INVALID REVOKED');
    });
  });
});

/** A sealed file with room for a token. */
async function sealWithRoom(data: CertificateData, signer: HashSigner): Promise<Buffer> {
  const renderer = await createCertificateRenderer(TEMPLATES);
  const room = CONTENTS_BYTES.ES256 + TIMESTAMP_BYTES;
  const pdf = await renderer.render(data, await builtIn(data), room);
  return sealPdf(pdf, signer, new AbortController().signal);
}

/** The file with any token put beside its signature, as a forger would. */
function withToken(sealed: Buffer, token: Buffer): Buffer {
  const { place, contents } = findSeal(sealed);
  const cms = contents && withoutPadding(contents);
  if (!place || !cms) throw new Error('Not sealed');
  const data = AsnConvert.parse(AsnConvert.parse(cms, ContentInfo).content, SignedData);
  const changed = Buffer.from(sealed);
  const stamped = assembleCms({ ...partsOf(data), timestamp: token });
  changed.write(stamped.toString('hex'), place.start + 1, 'latin1');
  return changed;
}
