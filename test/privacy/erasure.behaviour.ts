// An erasure that a person asked for: everything of theirs is gone from everything stored, nothing of
// anybody else's is, and every proof, number and hash still verifies.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { regionSubject, SESSION_SUBJECT } from '../../server/certificates/index.ts';
import { verifyInclusion } from '../../server/proofs/index.ts';
import { bytesOf, createCheckFolder } from '../evidence/evidence-world.ts';
import { BY, KENDAL } from '../official/official-world.ts';
import { formTokenIn } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { createPrivacyWorld, marksOf, PIN, type PrivacyWorld } from './privacy-world.ts';

const DESK = '/kendali/kampanye';

/** The fingerprint that is printed on certificates. */
const rootOf = ({ app }: PrivacyWorld): string => {
  const pem = readFileSync(join(app.config.DATA_DIR, 'keys/root.pem'));
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
};

const STAFF_ADDRESS = '10.77.77.77';

/** Staff did something for the person, and wrote a reason to an event that names the seat alone. */
async function noteOfStaff({ app, people }: PrivacyWorld): Promise<void> {
  const { _id: registration = '', seat = '', session = '' } = people[0] ?? {};
  const by = { actor: BY.actor, address: STAFF_ADDRESS, session };
  const { write } = app.ikrar.domains.audit;
  await write({ event: 'seat.pin-reset', data: { seat, registration, reason: 'Lupa PIN' }, ...by });
  const step = { question: 'pertanyaanuji001', seat, step: 'reject' as const };
  const reason = `Ditolak: ${marksOf(0).name}`;
  await write({ event: 'question.moderated', data: { ...step, reason }, ...by });
}

/** An older erasure of somebody who never was: it can't be carried out, and must hold up no other. */
async function impossible({ app }: PrivacyWorld): Promise<void> {
  const groups = ['identity', 'contact', 'words', 'traces'];
  const { _id: session, campaign } = app.session();
  const erasure = {
    ...{ _id: 'penghapusanuji01', schemaVersion: 1, session, campaign, rule: 'request', groups },
    ...{ registration: 'tidakpernahada01', state: 'approved', receipt: 'a'.repeat(26) },
    ...{ askedAt: new Date(0), counts: {}, startedAt: null, doneAt: null, open: true },
  };
  // Ids of ours are texts.
  await app.database.connection.collection('erasures').insertOne(erasure as never);
}

describe('an erasure that was asked for', function () {
  this.timeout(180_000);
  let world: PrivacyWorld;
  let files: { code: string; number: string; sha256: string; bytes: Buffer }[];
  let salt: string;
  let first: { root: string; proofs: Awaited<ReturnType<typeof proofs>> };
  let bundle: string;
  let receipt: string;
  const erasures = () => world.app.ikrar.privacy.store;
  const campaign = () => world.app.session().campaign;
  const desk = () => `${DESK}/${campaign()}/data-pribadi`;
  const mine = marksOf(0);

  const proofs = async () => {
    const { service } = world.app.ikrar.log;
    const all = [];
    for await (const { leafHash } of service.entries(world.app.session()._id)) {
      const found = await service.inclusionOf(world.app.session()._id, leafHash);
      if (!found) throw new Error('A leaf is not in the log');
      const { index, head, proof } = found;
      const claim = { index, size: head.size, proof, root: Buffer.from(head.root, 'hex') };
      const holds = verifyInclusion({ ...claim, leafHash: Buffer.from(leafHash, 'hex') });
      all.push({ leafHash, index, root: head.root, holds });
    }
    return all;
  };
  const fileOf = async (code: string) => {
    const { certificate, bytes } = await world.app.ikrar.certificates.service.getFile(code);
    const { number, sha256 } = certificate;
    return { code, number, sha256, bytes: Buffer.from(bytes) };
  };
  const evidenceFile = async (part: 'log' | 'pdf') => {
    const { service } = world.app.ikrar.evidence;
    return bytesOf((await service.open(world.app.session(), { id: bundle, part }, BY)).stream);
  };

  before(async () => {
    world = await createPrivacyWorld();
    await world.end();
    const { service } = world.app.ikrar.certificates;
    const session = world.app.session()._id;
    const made = [
      ...(await Promise.all(
        world.people.slice(0, 2).map(({ _id }) => service.issueFor(session, 'declaration', _id)),
      )),
      await service.issueFor(session, 'region', regionSubject(KENDAL)),
      await service.issueFor(session, 'roll', SESSION_SUBJECT),
      await service.issueFor(session, 'minutes', SESSION_SUBJECT),
    ];
    const holds = async () =>
      (await world.app.ikrar.certificates.store.holdings(session)).some(
        ({ kind, subject, sha256 }) =>
          kind === 'participation' && subject === world.people[0]?._id && sha256 !== null,
      );
    await until('the certificate of participation', holds, 30_000);
    files = await Promise.all(made.map(({ code }) => fileOf(code)));
    await noteOfStaff(world);
    const signature = await world.app.ikrar.domains.signatures.find(world.people[0]?._id ?? '');
    salt = signature?.personal?.salt ?? '';
    first = { root: (await proofs())[0]?.root ?? '', proofs: await proofs() };
    bundle = (await world.app.ikrar.evidence.service.make(world.app.session(), BY))._id;
  });
  after(() => world?.stop());

  it('begins with all of it stored, and shown to the person', async () => {
    expect(salt).to.have.length(64);
    expect(await world.search(salt)).to.deep.equal(['signatures']);
    expect(await world.search(mine.name)).to.include.members(['signatures', 'registrations']);
    const browser = await world.browserOf(0);
    const { text, status } = await browser.open('/data-saya');
    expect(status).to.equal(200);
    for (const value of [mine.name, mine.contact, mine.email, mine.note, 'ponsel']) {
      expect(text, value).to.include(value);
    }
    expect(text).not.to.include(marksOf(1).name).and.not.to.include('argon2');
    expect(text, 'the address of staff').not.to.include(STAFF_ADDRESS);
  });

  it('is exported as a file of the person’s own data alone', async () => {
    const browser = await world.browserOf(0);
    const { text } = await browser.open('/data-saya/data.json');
    const { data } = JSON.parse(text);
    expect(data.registrations).to.have.length(1);
    expect(data.registrations[0]).to.include({ name: mine.name, contact: mine.contact });
    expect(data.signatures[0].personal.salt).to.equal(salt);
    expect(text).not.to.include('argon2').and.not.to.include(marksOf(1).name);
    expect(data.audit.length).to.be.above(1);
    expect(text).not.to.include(STAFF_ADDRESS);
  });

  it('is asked for once, withdrawn, and asked for again', async () => {
    const browser = await world.browserOf(0);
    const ask = (fields = {}) =>
      browser.submit('/data-saya', fields, { action: '/data-saya/hapus' });
    expect((await ask()).status).to.equal(400);
    const asked = await ask({ pasti: '1' });
    expect(asked.text).to.include('Permohonan menunggu keputusan');
    const _csrf = formTokenIn(asked.text);
    expect((await browser.post('/data-saya/hapus', { _csrf, pasti: '1' })).status).to.equal(409);
    const back = await browser.submit('/data-saya', {}, { action: '/data-saya/tarik' });
    expect(back.text).to.include('Permohonan telah Anda tarik');
    expect((await browser.post('/data-saya/tarik', { _csrf })).status).to.equal(409);
    const again = await ask({ pasti: '1' });
    receipt = /\/permohonan-data\/[a-z0-9]{26}/.exec(again.text)?.[0] ?? '';
    const state = await world.app.visitor().open(receipt);
    expect(state.text).to.include('menunggu keputusan').and.not.to.include(mine.name);
  });

  it('is approved by an owner and carried out', async () => {
    const { owner, app } = world;
    await impossible(world);
    const [asked] = await erasures().listOfPerson(world.people[0]?._id ?? '');
    const action = `${desk()}/permohonan/${asked?._id}`;
    const where = { keputusan: 'setujui' };
    const answer = await owner.submit(desk(), {}, { action, where });
    expect(answer.text).to.include('Permohonan disetujui');
    await app.ikrar.privacy.runner.runOnce();
    const done = await erasures().find(asked?._id ?? '');
    expect(done).to.include({ state: 'done', open: false });
    expect(done?.counts).to.include({ 'registrations/name': 1, 'signatures/personal': 1 });
    // Declaration, participation, the region's declaration and the roll.
    expect(done?.counts.certificates).to.equal(4);
    const { text } = await app.visitor().open(receipt);
    expect(text).to.include('Data Anda sudah dihapus');
  });

  it('left nothing of the person anywhere', async () => {
    const found = await world.search(mine.name, mine.contact, mine.email, mine.note, salt);
    expect(found).to.deep.equal([]);
  });

  it('left everything of the others', async () => {
    const other = marksOf(1);
    expect(await world.search(other.name)).to.include.members(['signatures', 'registrations']);
    expect(await world.search(other.email)).to.include.members(['contacts', 'mails']);
    const browser = await world.browserOf(1);
    expect((await browser.open('/data-saya')).text).to.include(other.name);
    expect((await browser.open(`/berkas/${files[1]?.code}.pdf`)).status).to.equal(200);
  });

  it('left no leaf in which the typed name could be found by trying', async () => {
    const bare = createHash('sha256').update(mine.name).digest('hex');
    expect(await world.search(bare)).to.deep.equal([]);
  });

  it('leaves every inclusion proof and head as it was', async () => {
    const now = await proofs();
    expect(now).to.deep.equal(first.proofs);
    expect(now.every(({ holds }) => holds)).to.equal(true);
    const head = await world.app.ikrar.log.service.headOf(world.app.session()._id);
    expect(head?.root).to.equal(first.root);
  });

  it('leaves every number and file hash verifying, and says what was erased', async () => {
    for (const [at, { code, number, sha256, bytes }] of files.entries()) {
      const answer = await fetch(`${world.app.url}/api/v1/verifications`, {
        method: 'POST',
        body: new Uint8Array(bytes),
      });
      const judged: { certificate: { number: string; sha256: string; erased: unknown } } & {
        checks: Record<string, { holds: boolean | null }>;
      } = JSON.parse(await answer.text());
      expect(judged.certificate).to.include({ number, sha256 });
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(sha256);
      for (const key of ['bytes', 'seal', 'log', 'state']) {
        expect(judged.checks[key]?.holds, `${number} ${key}`).to.equal(true);
      }
      const isErased = at === 0 || at === 2 || at === 3;
      expect(judged.certificate.erased !== null, number).to.equal(isErased);
      const { text } = await world.app.visitor().open(`/verifikasi/${code}`);
      expect(text.includes('sudah dihapus pada'), number).to.equal(isErased);
      expect(text).not.to.include(mine.name);
    }
  });

  it('gives nobody the erased file again, and no way back', async () => {
    const { owner, app } = world;
    expect((await owner.open(`/berkas/${files[0]?.code}.pdf`)).status).to.equal(410);
    const browser = app.visitor();
    await browser.open(`/u/${await app.codeOf(KENDAL, 'kepala-daerah')}`);
    expect((await browser.open('/lapor-hadir')).text).to.include('Acara telah selesai');
    const seat = await app.ikrar.domains.invitations.find(world.people[0]?.seat ?? '');
    if (!seat) throw new Error('No seat');
    const again = app.ikrar.domains.registrations.returnWithPin(seat, PIN, '');
    expect(await again.catch(({ code }) => code)).to.equal('DATA_ERASED');
    const { service } = app.ikrar.certificates;
    const made = service.replace(files[0]?.code ?? '', { ...BY, reason: 'other' });
    expect(await made.catch(({ missing }) => missing)).to.equal('ERASED');
    const request = { registration: world.people[0]?._id ?? '', reason: 'Salah ketik', by: BY };
    const corrected = { name: mine.name, acting: '' as const };
    const renamed = app.ikrar.amendments.correctName(request, corrected);
    expect(await renamed.catch(({ code }) => code)).to.equal('DATA_ERASED');
    expect(await world.search(mine.name)).to.deep.equal([]);
  });

  it('leaves bundles true, of before and after, and the verifier tells the erased ones', async () => {
    const folder = await createCheckFolder();
    try {
      const root = rootOf(world);
      const [log, pdf] = [await evidenceFile('log'), await evidenceFile('pdf')];
      expect(log.includes(mine.name)).to.equal(false);
      const { verdict, codes, results } = await folder.verify(log, { pdf, root });
      expect(codes).to.deep.equal([]);
      expect(verdict).to.equal('true');
      const notes = results.flatMap((one) => one.notes.map(({ code }) => code));
      expect(notes.filter((code) => code === 'PDF_ERASED')).to.have.length(4);
      expect(notes).to.include('ERASED');
    } finally {
      await folder.stop();
    }
  });

  it('has a new region’s declaration made without the name', async () => {
    const { longDesk, service, store } = world.app.ikrar.certificates;
    const stale = await longDesk.listStale(world.app.session());
    expect(stale.map(({ kind }) => kind).sort()).to.deep.equal(['region', 'roll']);
    const old = stale.find(({ kind }) => kind === 'region')?.number?.code ?? '';
    const made = await service.replace(old, { ...BY, reason: 'other' });
    const { data } = (await store.findActive({
      ...{ kind: 'region', subject: regionSubject(KENDAL), session: world.app.session()._id },
    })) ?? { data: undefined };
    const names = data?.kind === 'region' ? data.rows.map(({ signed }) => signed?.name) : [];
    expect(names.filter((name) => name === null)).to.have.length(1);
    expect(names).to.include(marksOf(1).name);
    expect(made.replaces).to.equal(old);
  });

  it('is in the audit by counts and rule, without the data', async () => {
    const events = await world.app.ikrar.domains.audit.latest(world.app.session()._id, 50, [
      'erasure.done',
      'erasure.approved',
    ]);
    expect(events.map(({ event }) => event)).to.deep.equal(['erasure.done', 'erasure.approved']);
    const [done] = events;
    expect(done?.data).to.include({ rule: 'request', revision: null });
    expect(JSON.stringify(events)).not.to.include(mine.name);
  });

  it('changes nothing when it is looked over once more', async () => {
    const counts = async () =>
      (await erasures().listOfPerson(world.people[0]?._id ?? ''))[0]?.counts;
    const was = await counts();
    world.clock.advance(700_000);
    await world.app.ikrar.privacy.runner.runOnce();
    expect(await counts()).to.deep.equal(was);
  });
});
