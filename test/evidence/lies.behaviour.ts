// Every kind of lie about a real bundle is told: bytes changed by a stranger, contents changed and
// signed anew by somebody who holds the evidence key, files missing or added, and another root.
import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../server/core/canonical.ts';
import { systemRandom } from '../../server/core/random.ts';
import { FILES } from '../../server/evidence-check/index.ts';
import { createTimestamper, openSealKeys } from '../../server/keys/index.ts';
import {
  amendmentText,
  createMerkleTree,
  leafHash,
  readRevocations,
  revocationsText,
  WITHDRAWAL_FORMAT,
} from '../../server/proofs/index.ts';
import { PUBLIC_URL } from '../certificates/certificate-world.ts';
import { startTestTsa } from '../support/openssl-tsa.ts';
import {
  createCheckFolder,
  createEvidenceWorld,
  expectLie,
  type Members,
  unzip,
  zipOf,
} from './evidence-world.ts';
import {
  bytesOfLines,
  changed,
  headWith,
  keyFile,
  linesOf,
  numbered,
  rebuiltUnder,
  resigned,
  type Signer,
  signedText,
  textOf,
} from './resign.ts';

type World = Awaited<ReturnType<typeof createEvidenceWorld>>;
type Changes = Record<string, Buffer | undefined>;

const flipped = (bytes: Buffer, place: number, bit = 1): Buffer => {
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ bit;
  return copy;
};

describe('a bundle that lies', function () {
  this.timeout(120_000);
  let world: World;
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;
  let members: Members;
  let pdfs: Members;
  let root: string;
  let signer: Signer;

  before(async () => {
    world = await createEvidenceWorld();
    folder = await createCheckFolder();
    const made = await world.make();
    members = await unzip(made.bundle);
    pdfs = await unzip(made.pdf);
    root = world.keys.rootFingerprint;
    signer = world.keys.evidence;
  });
  after(async () => {
    await world?.stop();
    await folder?.stop();
  });

  const verify = async (given: Iterable<[string, Buffer]>, pdf?: Iterable<[string, Buffer]>) =>
    folder.verify(await zipOf(given), { root, ...(pdf && { pdf: await zipOf(pdf) }) });
  /** Signed anew, so that only what the contents say can give it away. */
  const signedAnew = (changes: Changes) => verify(resigned(members, changes, signer));
  const leaves = () => linesOf(members, FILES.entries).map(({ leaf }) => String(leaf));
  const heads = () => linesOf(members, FILES.heads);
  const certificates = () => linesOf(members, FILES.certificates);
  /** The log of these leaves under one new head that the evidence key signs. */
  const logOf = (all: string[]): Changes => {
    const tree = createMerkleTree();
    for (const leaf of all) tree.append(Buffer.from(leafHash(leaf), 'hex'));
    const facts = { size: all.length, previous: 0, root: tree.root().toString('hex') };
    const head = headWith(heads().at(-1) ?? {}, facts, signer);
    return { [FILES.entries]: numbered(all), [FILES.heads]: bytesOfLines([head]) };
  };
  const withCertificate = (at: number, changes: object): Changes => ({
    [FILES.certificates]: bytesOfLines(
      certificates().map((line, place) => (place === at ? { ...line, ...changes } : line)),
    ),
  });

  it('signed anew without a change is true: the tools of these tests do not lie themselves', async () => {
    const { codes, verdict } = await verify(resigned(members, {}, signer), pdfs);
    expect(codes).to.deep.equal([]);
    expect(verdict).to.equal('true');
    const own = leaves();
    const edit = resigned(members, logOf(own), signer);
    expect((await verify(edit)).codes).to.deep.equal([]);
  });

  it('one bit in any kind of file', async () => {
    for (const [name, bytes] of members) {
      const place = Math.floor(bytes.length / 2);
      if (bytes.length === 0) continue;
      const { verdict, codes } = await verify(changed(members, { [name]: flipped(bytes, place) }));
      expect(verdict, name).to.equal('lie');
      expect(codes, name).not.to.deep.equal([]);
    }
  });

  it('a file of each kind is missing: it is named', async () => {
    for (const name of members.keys()) {
      const { verdict, results } = await verify(changed(members, { [name]: undefined }));
      expect(verdict, name).to.equal('lie');
      const lies = results.flatMap((one) => one.lies);
      expect(
        lies.some(({ code, words }) => code === 'FILE_MISSING' && words.file === name),
        name,
      ).to.be.true;
    }
  });

  it('any single byte of any member', async () => {
    const names = [...members.keys()].filter((name) => (members.get(name)?.length ?? 0) > 0);
    const place = fc.record({
      name: fc.constantFrom(...names),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bits: fc.integer({ min: 1, max: 255 }),
    });
    const property = fc.asyncProperty(place, async ({ name, at, bits }) => {
      const bytes = members.get(name) ?? Buffer.alloc(0);
      const lie = flipped(bytes, Math.floor(at * bytes.length), bits);
      const { verdict } = await verify(changed(members, { [name]: lie }));
      expect(verdict).to.equal('lie');
    });
    await fc.assert(property, { numRuns: 120 });
  });

  it('any single byte of log and texts, signed anew', async () => {
    const files = [FILES.entries, FILES.heads, FILES.declaration, FILES.consent];
    const place = fc.record({
      name: fc.constantFrom(...files),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bits: fc.integer({ min: 1, max: 255 }),
    });
    const property = fc.asyncProperty(place, async ({ name, at, bits }) => {
      const bytes = members.get(name) ?? Buffer.alloc(0);
      const changes = { [name]: flipped(bytes, Math.floor(at * bytes.length), bits) };
      // A line end that is none any more changes what can be counted, not what is signed.
      const edit = resignedAnyway(changes);
      expect((await verify(edit)).verdict).to.equal('lie');
    });
    await fc.assert(property, { numRuns: 80 });
  });
  const resignedAnyway = (changes: Changes) => {
    try {
      return resigned(members, changes, signer);
    } catch {
      return changed(members, changes);
    }
  };

  describe('in the log, signed anew', () => {
    it('a leaf is taken out, added or exchanged', async () => {
      const own = leaves();
      expectLie(await signedAnew({ [FILES.entries]: numbered(own.slice(0, -1)) }), 'HEAD_BEYOND');
      const added = [
        ...own,
        (own[0] ?? '').replace('typed', 'drawn').replace(/"mark":"./, '"mark":"0'),
      ];
      expectLie(await signedAnew({ [FILES.entries]: numbered(added) }), 'LEAVES_WITHOUT_HEAD');
      const swapped = [own[1] ?? '', own[0] ?? '', ...own.slice(2)];
      expectLie(await signedAnew({ [FILES.entries]: numbered(swapped) }), 'HEAD_ROOT');
      const double = [...own, own[0] ?? ''];
      expectLie(await signedAnew(logOf(double)), 'LEAF_TWICE');
    });

    it('a leaf is about another session, declaration or consent, or none of the known formats', async () => {
      const of = (change: (leaf: Record<string, unknown>) => object) => {
        const [first = '', ...rest] = leaves();
        return signedAnew(logOf([canonicalJson(change(JSON.parse(first))), ...rest]));
      };
      expectLie(await of((leaf) => ({ ...leaf, session: 'lain' })), 'LEAF_SESSION');
      const zero = '0'.repeat(64);
      expectLie(await of((leaf) => ({ ...leaf, declaration: zero })), 'LEAF_DECLARATION');
      expectLie(await of((leaf) => ({ ...leaf, consent: zero })), 'LEAF_CONSENT');
      const one = { together: [true] };
      expectLie(await of((leaf) => ({ ...leaf, ...one, ticks: [leaf.signedAt] })), 'LEAF_TICKS');
      expectLie(await of((leaf) => ({ ...leaf, region: '99.99' })), 'LEAF_SEAT');
      expectLie(await of((leaf) => ({ ...leaf, format: 'ikrar-leaf/9' })), 'LEAF_FORM');
      expectLie(await of((leaf) => ({ ...leaf, more: 1 })), 'LEAF_FORM');
      expectLie(await of((leaf) => ({ ...leaf, together: [true] })), 'LEAF_FORM');
      expectLie(await of((leaf) => ({ ...leaf, window: 'closed' })), 'LEAF_FORM');
      expectLie(await of((leaf) => ({ ...leaf, device: leaf.signedAt })), 'LEAF_FORM');
      expectLie(await of((leaf) => ({ ...leaf, format: 'ikrar-leaf/1' })), 'LEAF_FORM');
    });

    it('a withdrawal names no earlier signature, or one that is withdrawn', async () => {
      const own = leaves();
      const withdrawal = own.find((leaf) => leaf.includes(WITHDRAWAL_FORMAT)) ?? '';
      const { session, withdraws, at } = JSON.parse(withdrawal);
      const text = (changes: object) =>
        amendmentText({ format: WITHDRAWAL_FORMAT, session, withdraws, at, ...changes });
      const unknown = text({ withdraws: '0'.repeat(64) });
      expectLie(await signedAnew(logOf([...own, unknown])), 'AMENDS_NOTHING');
      const later = text({ at: '2026-10-08T00:00:00.000Z' });
      expectLie(await signedAnew(logOf([...own, later])), 'AMENDS_WITHDRAWN');
      expectLie(
        await signedAnew(logOf([withdrawal, ...own.filter((one) => one !== withdrawal)])),
        'AMENDS_NOTHING',
      );
    });

    it('a head is taken out, signed by a stranger, or states another root', async () => {
      const own = heads();
      expect(own.length).to.be.greaterThan(1);
      const heading = (lines: Record<string, unknown>[]) =>
        signedAnew({ [FILES.heads]: bytesOfLines(lines) });
      expectLie(await heading(own.slice(1)), 'HEAD_PREVIOUS');
      expectLie(await heading(own.slice(0, -1)), 'LEAVES_WITHOUT_HEAD');
      const [first = {}, ...rest] = own;
      const wrong = headWith(first, { root: '0'.repeat(64) }, signer);
      expectLie(await heading([wrong, ...rest]), 'HEAD_ROOT');
      expectLie(await heading([{ ...first, text: wrong.text }, ...rest]), 'HEAD_SIGNATURE');
      expectLie(await heading([{ ...first, keyId: '00000000' }, ...rest]), 'HEAD_KEY');
      const old = headWith(first, { time: '2001-01-01T00:00:00.000Z' }, signer);
      expectLie(await heading([old, ...rest]), 'HEAD_KEY_NOT_VALID');
      const foreign = headWith(first, { session: 'lain' }, signer);
      expectLie(await heading([foreign, ...rest]), 'HEAD_SESSION');
    });

    it('a time stamp is rubbish or for no head', async () => {
      const stamp = (line: object) =>
        signedAnew({ [FILES.timestamps]: bytesOfLines([line as Record<string, unknown>]) });
      expectLie(await stamp({ size: 8, token: 'AAAA' }), 'STAMP_WRONG');
      expectLie(await stamp({ size: 3, token: 'AAAA' }), 'STAMP_WITHOUT_HEAD');
      expectLie(await stamp({ size: 8, token: 'AA=A' }), 'LINE_FORM');
    });

    it('a real time stamp is told from one of another head, and from an unknown authority', async () => {
      const tsa = await startTestTsa();
      const { keys } = world;
      expect((await verify(members)).time).to.equal('none');
      try {
        const time = { clock: { now: () => new Date() }, random: systemRandom };
        const timestamper = createTimestamper({ url: tsa.url, roots: [tsa.root], ...time });
        const [first = {}, last = {}] = [heads().at(0), heads().at(-1)];
        const stamp = async ({ text }: Record<string, unknown>) =>
          (await timestamper.stamp(createHash('sha256').update(String(text)).digest())).toString(
            'base64',
          );
        const stamped = async (token: string, known: boolean, tsaRoots?: (Buffer | string)[]) => {
          const [file, pem] = keyFile('tsa', new X509Certificate(tsa.root).toString());
          const lines = { [FILES.timestamps]: bytesOfLines([{ size: 8, token }]) };
          const edit = resigned(members, { ...lines, ...(known && { [file]: pem }) }, signer);
          return folder.verify(await zipOf(edit), { root, tsaRoots });
        };
        const noteOf = ({ results }: Awaited<ReturnType<typeof stamped>>) =>
          results.find(({ group }) => group === 'timestamps');
        const token = await stamp(last);
        const known = await stamped(token, true);
        const codesOf = (one: typeof known) => noteOf(one)?.notes.map(({ code }) => code);
        expect(known).to.include({ verdict: 'true', time: 'origin-unchecked' });
        expect(codesOf(known)).to.deep.equal(['STAMP_NEWEST', 'STAMP_ORIGIN']);
        const unknown = await stamped(token, false);
        expect(noteOf(unknown)?.state).to.equal('unchecked');
        expect(unknown.time).to.equal('origin-unchecked');
        for (const name of [tsa.root, createHash('sha256').update(tsa.root).digest('hex')]) {
          const named = await stamped(token, true, [name]);
          expect(named).to.include({ verdict: 'true', time: 'true' });
          expect(codesOf(named)).to.deep.equal(['STAMP_NEWEST']);
        }
        // The platform's own word for whom it trusts counts for nothing once somebody is named.
        for (const name of [keys.trustedRoots[0] ?? '', '0'.repeat(64)]) {
          const other = await stamped(token, true, [name]);
          expectLie(other, 'STAMP_OTHER_ROOT');
          expect(other.time).to.equal('lie');
        }
        expectLie(await stamped(await stamp(first), true), 'STAMP_WRONG');
        const bytes = Buffer.from(token, 'base64');
        const bent = flipped(bytes, bytes.length - 5).toString('base64');
        expectLie(await stamped(bent, true), 'STAMP_WRONG');
      } finally {
        await tsa.stop();
      }
    });

    it('the declaration or the consent is another one', async () => {
      const declaration = JSON.parse(textOf(members, FILES.declaration));
      const text = (value: object) => Buffer.from(canonicalJson(value));
      const other = text({ ...declaration, closing: 'Lain.' });
      expectLie(await signedAnew({ [FILES.declaration]: other }), 'LEAF_DECLARATION');
      const consent = text({ version: '1', text: 'Lain.' });
      expectLie(await signedAnew({ [FILES.consent]: consent }), 'LEAF_CONSENT');
      expectLie(await signedAnew({ [FILES.consent]: undefined }), 'FILE_MISSING');
    });
  });

  describe('about certificates, signed anew', () => {
    it('a revocation is taken out or put in', async () => {
      const at = certificates().findIndex(({ state }) => state === 'revoked');
      expectLie(await signedAnew(withCertificate(at, { state: 'valid' })), 'REVOKED_BUT_VALID');
      const list = JSON.parse(textOf(members, FILES.revocations));
      const read = readRevocations(list.text);
      if (!read) throw new Error('No list');
      const signedList = (changes: object) => ({
        [FILES.revocations]: Buffer.from(
          canonicalJson(signedText(revocationsText({ ...read, ...changes }), signer)),
        ),
      });
      const shorter = read.revoked.slice(1);
      expectLie(await signedAnew(signedList({ revoked: shorter })), 'NOT_IN_REVOCATIONS');
      const [row] = read.revoked;
      const other = row && [{ ...row, sha256: '0'.repeat(64) }, ...shorter];
      expectLie(await signedAnew(signedList({ revoked: other })), 'REVOKED_OTHER_FILE');
      const unsigned = canonicalJson({ ...list, text: revocationsText({ ...read, revoked: [] }) });
      expectLie(await signedAnew({ [FILES.revocations]: Buffer.from(unsigned) }), 'LIST_SIGNATURE');
    });

    it('a signature that is not in the log, a number twice, a key that is not there', async () => {
      const at = certificates().findIndex(({ kind }) => kind === 'declaration');
      const foreign = withCertificate(at, { leafHash: '0'.repeat(64) });
      expectLie(await signedAnew(foreign), 'LEAF_NOT_IN_LOG');
      expectLie(await signedAnew(withCertificate(at, { leafHash: null })), 'LEAF_MISSING');
      const unknown = withCertificate(at, { sealCertificate: '0'.repeat(64) });
      expectLie(await signedAnew(unknown), 'SEAL_NOT_LISTED');
      const [first = {}] = certificates();
      const twice = { [FILES.certificates]: bytesOfLines([first, ...certificates()]) };
      expectLie(await signedAnew(twice), 'NUMBER_TWICE');
    });

    it('a PDF is exchanged, changed, missing, or one too many', async () => {
      const [one, two] = [...pdfs.keys()];
      const [a, b] = [pdfs.get(one ?? ''), pdfs.get(two ?? '')];
      if (!one || !two || !a || !b) throw new Error('No PDFs');
      const pdfsWith = (changes: Changes) => verify(members, changed(pdfs, changes));
      expectLie(await pdfsWith({ [one]: b, [two]: a }), 'PDF_CHANGED');
      expectLie(await pdfsWith({ [one]: flipped(a, 3_000) }), 'PDF_SEAL');
      expectLie(await pdfsWith({ [one]: undefined }), 'FILE_MISSING');
      expectLie(await pdfsWith({ 'IKR-2020-10-07-D-999999.pdf': a }), 'FILE_NOT_LISTED');
      // Another session's PDFs have other numbers.
      const other = new Map([...pdfs].map(([name, bytes]) => [`X${name}`, bytes]));
      const { codes } = await verify(members, other);
      expect(codes).to.include.members(['FILE_NOT_LISTED', 'FILE_MISSING']);
    });

    it('a revocation list of certificates with another signature', async () => {
      for (const name of [FILES.rootCrl, FILES.issuingCrl]) {
        const bytes = members.get(name) ?? Buffer.alloc(0);
        expectLie(await signedAnew({ [name]: flipped(bytes, bytes.length - 3) }), 'LIST_SIGNATURE');
      }
    });
  });

  it('a whole bundle is rebuilt under another root', async () => {
    const own = await openSealKeys({
      keysDir: join(folder.folder, 'keys'),
      organization: 'Ikrar',
      publicUrl: PUBLIC_URL,
      // Before the heads that it shall sign.
      now: new Date('2026-10-01T00:00:00.000Z'),
      random: systemRandom,
    });
    const bundle = await zipOf(await rebuiltUnder(members, own));
    expectLie(await folder.verify(bundle, { root }), 'OTHER_ROOT');
    const unnamed = await folder.verify(bundle);
    expect(unnamed.codes).to.deep.equal([]);
    expect(unnamed.verdict).to.equal('origin-unchecked');
    expect(unnamed.root).to.equal(own.rootFingerprint);
    // The true keys beside another one's signatures, and the true heads under another one's keys.
    const manifestOfOther = resigned(members, {}, own.evidence);
    expectLie(await verify(manifestOfOther), 'KEY_UNKNOWN');
  });
});
