// Lies of somebody who came by a key of the platform, or who runs it: everything is signed anew, the
// root is the true one, and only comparing what the bundle says with itself gives them away.
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalJson } from '../../server/core/canonical.ts';
import { checkStatement, FILES, type Manifest } from '../../server/evidence-check/index.ts';
import { revocationList } from '../../server/keys/certificate-authority.ts';
import { keyIdOf } from '../../server/keys/evidence-key.ts';
import {
  encodeStatement,
  readRevocations,
  revocationsText,
  type StatementFacts,
  statementText,
} from '../../server/proofs/index.ts';
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
  headWith,
  keyFile,
  linesOf,
  resigned,
  type Signer,
  signedText,
  textOf,
} from './resign.ts';

const DAY_MS = 86_400_000;

describe('a bundle made by somebody with a key', function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof createEvidenceWorld>>;
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;
  let members: Members;
  let pdfs: Members;
  let signer: Signer;

  before(async () => {
    world = await createEvidenceWorld();
    folder = await createCheckFolder();
    const made = await world.make();
    members = await unzip(made.bundle);
    pdfs = await unzip(made.pdf);
    signer = world.keys.evidence;
  });
  after(async () => {
    await world?.stop();
    await folder?.stop();
  });

  const verify = async (
    changes: Record<string, Buffer | undefined>,
    edit?: (manifest: Manifest) => Manifest,
    { by = signer, pdf = undefined as Iterable<[string, Buffer]> | undefined } = {},
  ) =>
    folder.verify(await zipOf(resigned(members, changes, by, edit)), {
      root: world.keys.rootFingerprint,
      ...(pdf && { pdf: await zipOf(pdf) }),
    });
  const pemOf = (name: string) => readFileSync(join(world.keysDir, `${name}.pem`), 'utf8');
  const certificates = () => linesOf(members, FILES.certificates);
  const madeAt = () => JSON.parse(textOf(members, FILES.manifest)).madeAt as string;
  /** The issuing key's list as of a moment, with these serials in it. */
  const listOf = async (now: Date, until: Date, serials: string[]) => ({
    [FILES.issuingCrl]: await revocationList(
      { key: pemOf('issuing.key'), certificate: pemOf('issuing') },
      { now, until, entries: serials.map((serial) => ({ serial, at: now, reason: 'bocor' })) },
    ),
  });
  const ago = (days: number) => new Date(Date.parse(madeAt()) - days * DAY_MS);

  it('signed with a seal key in the evidence key’s place', async () => {
    const certificatePem = pemOf('seal');
    const key = createPrivateKey(pemOf('seal.key'));
    const stolen: Signer = {
      ...signer,
      keyId: keyIdOf(certificatePem),
      certificatePem,
      sign: (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    };
    const [file, pem] = keyFile('evidence', certificatePem);
    const heads = linesOf(members, FILES.heads).map((line) => headWith(line, {}, stolen));
    const changes = { [file]: pem, [FILES.heads]: bytesOfLines(heads) };
    const edit = (manifest: Manifest) => ({ ...manifest, keyId: stolen.keyId });
    const lie = await verify(changes, edit, { by: stolen });
    expectLie(lie, 'KEY_ROLE');
    expect(lie.codes).to.include.members(['KEY_UNKNOWN', 'HEAD_KEY']);
  });

  it('a QR code’s statement by a seal key is none, though the key leads to the true root', async () => {
    const pem = pemOf('seal');
    const key = createPrivateKey(pemOf('seal.key'));
    const facts: StatementFacts = {
      kind: 'declaration',
      number: 'IKR-2020-10-07-D-000001',
      name: 'Nama Lain',
      session: '0123456789abcdef',
      seat: '33.24/sekda',
      region: '33.24',
      leafHash: undefined,
      keyId: keyIdOf(pem),
    };
    const signs = (bytes: Buffer) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
    const forged = encodeStatement(facts, signs);
    const all = [pem, pemOf('issuing'), pemOf('root')].join('\n');
    const root = world.keys.rootFingerprint;
    const { verdict, lie } = await checkStatement(statementText(forged), { pem: all, root });
    expect([verdict, lie]).to.deep.equal(['lie', 'STATEMENT_KEY']);
  });

  it('whose heads go back in time: it is noted', async () => {
    const [first = {}, ...rest] = linesOf(members, FILES.heads);
    const late = headWith(
      first,
      { time: new Date(Date.parse(madeAt()) + DAY_MS).toISOString() },
      signer,
    );
    const { verdict, results } = await verify({ [FILES.heads]: bytesOfLines([late, ...rest]) });
    expect(verdict).to.equal('true');
    const group = results.find((one) => one.group === 'heads');
    expect(group?.notes.map(({ code }) => code)).to.deep.equal(['HEAD_TIME']);
  });

  it('signed with an evidence key that was revoked before', async () => {
    const { serialNumber } = new X509Certificate(signer.certificatePem);
    const until = new Date(Date.parse(madeAt()) + DAY_MS);
    const lie = await verify(await listOf(ago(300), until, [serialNumber.toLowerCase()]));
    expectLie(lie, 'KEY_NOT_VALID');
    expect(lie.codes).to.include('HEAD_KEY_NOT_VALID');
  });

  it('with a list of revoked keys that had ended: it is said that nothing later can be known', async () => {
    const { verdict, results } = await verify(await listOf(ago(60), ago(30), []));
    const group = results.find((one) => one.group === 'crls');
    expect(verdict).to.equal('true');
    expect(group?.state).to.equal('unchecked');
    expect(group?.notes.map(({ code }) => code)).to.deep.equal(['LIST_ENDED']);
  });

  it('with the list of revoked certificates of a moment before', async () => {
    const { text } = JSON.parse(textOf(members, FILES.revocations));
    const read = readRevocations(text);
    if (!read) throw new Error('No list');
    const earlier = new Date(Date.parse(madeAt()) - 1_000).toISOString();
    const before = revocationsText({ madeAt: earlier, revoked: [] });
    const valid = certificates().map((line) => ({ ...line, state: 'valid' }));
    const changes = {
      [FILES.revocations]: Buffer.from(canonicalJson(signedText(before, signer))),
      [FILES.certificates]: bytesOfLines(valid),
    };
    const edit = (manifest: Manifest) => ({
      ...manifest,
      totals: { ...manifest.totals, revoked: 0 },
    });
    expectLie(await verify(changes, edit), 'LIST_MOMENT');
  });

  it('with two people’s PDFs exchanged, in the list and in the files', async () => {
    const [one = {}, two = {}, ...rest] = certificates();
    const swapped = (own: typeof one, other: typeof one) => ({
      ...own,
      sha256: other.sha256,
      size: other.size,
    });
    const list = [swapped(one, two), swapped(two, one), ...rest];
    const name = ({ number }: typeof one) => `${number}.pdf`;
    const pdf = new Map(pdfs);
    pdf.set(name(one), pdfs.get(name(two)) ?? Buffer.alloc(0));
    pdf.set(name(two), pdfs.get(name(one)) ?? Buffer.alloc(0));
    const changes = { [FILES.certificates]: bytesOfLines(list) };
    expectLie(await verify(changes, undefined, { pdf }), 'PDF_OTHER_NUMBER');
  });

  it('with one file under two numbers', async () => {
    const [one = {}, two = {}, ...rest] = certificates();
    const twice = bytesOfLines([one, { ...two, sha256: one.sha256 }, ...rest]);
    expectLie(await verify({ [FILES.certificates]: twice }), 'FILE_TWICE');
  });

  it('dated back to before its seal key existed: it is noted', async () => {
    const [one = {}, ...rest] = certificates();
    const early = bytesOfLines([{ ...one, issuedAt: '2016-10-07T02:00:00.000Z' }, ...rest]);
    const { results } = await verify({ [FILES.certificates]: early });
    const group = results.find((found) => found.group === 'certificates');
    expect(group?.notes.map(({ code }) => code)).to.include('SEAL_NEWER');
  });

  it('that leaves out the log, the heads or the list altogether', async () => {
    for (const name of [FILES.entries, FILES.heads, FILES.timestamps, FILES.certificates]) {
      const { codes } = await verify({ [name]: Buffer.alloc(0) }, (manifest) => ({
        ...manifest,
        members: manifest.members.filter((member) => member.name !== name),
      }));
      expect(codes, name).to.include('FILE_NOT_LISTED').and.include('FILE_MISSING');
    }
  });

  it('whose texts are no honest JSON: unknown fields, NaN, a name twice, broken UTF-8', async () => {
    const manifest = textOf(members, FILES.manifest);
    const texts = [
      manifest.replace('"members"', '"lebih":1,"members"'),
      manifest.replace(/"leaves":\d+/, '"leaves":NaN'),
      manifest.replace(/"leaves":(\d+)/, '"leaves":$1,"leaves":$1'),
      manifest.replace(/"leaves":(\d+)/, '"leaves":$1.0'),
      manifest.replace('{', '{"__proto__":{},'),
      `${manifest}\n`,
    ];
    for (const text of texts) {
      expect(text).to.not.equal(manifest);
      const bytes = Buffer.from(text);
      const { keyId, sign: signs } = signer;
      const signature = signs(bytes).toString('base64');
      const format = 'ikrar-bundle-signature/1';
      const own = new Map(members);
      own.set(FILES.manifest, bytes);
      own.set(FILES.signature, Buffer.from(canonicalJson({ format, keyId, signature })));
      expectLie(await folder.verify(await zipOf(own)), 'MANIFEST_FORM');
    }
    const entries = Buffer.from(members.get(FILES.entries) ?? '');
    entries[entries.indexOf('identified') + 16] = 0xff;
    expectLie(await verify({ [FILES.entries]: entries }), 'HEAD_ROOT');
  });
});
