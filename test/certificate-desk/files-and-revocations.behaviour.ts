// All files of a region, a province and the nation as one ZIP, in bounded memory; revoking with a
// reason, replacing with a new number, and the signed list for everybody.
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { fromBuffer } from 'yauzl';
import { presentDocuments } from '../../server/official/index.ts';
import { isTextSigned, readRevocations } from '../../server/proofs/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { writeEndedEvent } from './ended-event.ts';

const PEOPLE = 24;
/** A whole nation's files: some 100 MB. */
const FILES = 1_238;
const FILE_BYTES = 80_000;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Names and bytes of a ZIP's members, by an implementation that is not ours. */
const membersOf = (zip: Buffer): Promise<Map<string, Buffer>> =>
  new Promise((resolve, reject) => {
    const members = new Map<string, Buffer>();
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      file.on('error', reject);
      file.on('end', () => resolve(members));
      file.on('entry', (entry) => {
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(Buffer.from(chunk));
          members.set(entry.fileName, Buffer.concat(chunks));
          file.readEntry();
        });
      });
      file.readEntry();
    });
  });

describe('files and revocations of an issued session', function () {
  this.timeout(180_000);
  let app: TestApp;
  let host: TestBrowser;
  let db: mongo.Db;
  const page = '/kendali/sertifikat';
  const revocations = '/kendali/pencabutan';
  const certificates = (filter: object = {}) =>
    db.collection('certificates').find(filter).sort({ number: 1 }).toArray();
  const zipPath = (query = '') => `${page}/${app.session().slug}/berkas.zip${query}`;
  const zip = (query = '', cookie = host.cookies()) =>
    fetch(app.url + zipPath(query), { headers: { cookie }, redirect: 'manual' });
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
  const send = async (code: string, action: string, fields: Record<string, string>) => {
    const { text } = await host.open(page);
    const _csrf = formTokenIn(text);
    return host.post(`${revocations}/${code}/${action}`, { _csrf, ...fields });
  };
  const one = async (place: number) => {
    const found = (await certificates({ kind: 'declaration', active: true }))[place];
    if (!found) throw new Error(`No certificate ${place}`);
    return found;
  };

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    const found = app.database.connection.db;
    if (!found) throw new Error('No database');
    db = found;
    await writeEndedEvent(db, { people: PEOPLE, endedAt: new Date() });
    await until(
      'all certificates',
      async () => (await certificates({ sha256: { $ne: null } })).length === 2 * PEOPLE,
      90_000,
    );
  });
  after(() => app?.stop());

  it('are one ZIP of the nation: each file byte for byte under its number and region', async () => {
    const answer = await zip();
    expect(answer.headers.get('content-type')).to.equal('application/zip');
    expect(answer.headers.get('content-disposition')).to.include('-nasional.zip');
    const members = await membersOf(await bytesOf(answer));
    const issued = await certificates({ active: true });
    expect(members.size).to.equal(issued.length);
    for (const { number, sha256: hash } of issued) {
      const [name, bytes] = [...members].find(([path]) => path.endsWith(`/${number}.pdf`)) ?? [];
      expect(name, number).to.match(/^([\d.]+-[a-z0-9-]+|pusat-dan-kanreg)\/IKR-[A-Z0-9-]+\.pdf$/);
      expect(sha256(bytes ?? Buffer.alloc(0))).to.equal(hash);
    }
    expect([...members.keys()].join()).to.not.include('Pejabat');
    const [event] = await db
      .collection('audit')
      .find({ event: 'certificates.exported' })
      .sort({ at: -1 })
      .toArray();
    expect(event?.data).to.deep.equal({ scope: 'nasional', files: issued.length });
    expect(event?.actor.label).to.equal('Petugas petugas');
  });

  it('are one ZIP of a region or of a province, and nothing of others', async () => {
    const holders = await db
      .collection('registrations')
      .find({ region: { $ne: null } })
      .toArray();
    const region = String(holders[0]?.region);
    const province = region.slice(0, 2);
    const own = await membersOf(await bytesOf(await zip(`?daerah=${region}`)));
    expect([...own.keys()].every((path) => path.startsWith(`${region}-`))).to.equal(true);
    expect(own.size).to.equal(2 * holders.filter((holder) => holder.region === region).length);
    const all = await membersOf(await bytesOf(await zip(`?provinsi=${province}`)));
    const there = holders.filter((holder) => String(holder.region).startsWith(`${province}.`));
    expect(all.size).to.equal(2 * there.length);
  });

  it('refuse strangers, unknown places, other sessions and what has no file yet', async () => {
    expect((await zip('', '')).status).to.be.oneOf([303, 401]);
    expect((await zip('?daerah=99.99')).status).to.equal(404);
    expect((await zip('?provinsi=99')).status).to.equal(404);
    const elsewhere = `${app.url}${page}/26-agustus-2020/berkas.zip`;
    const cookie = host.cookies();
    const none = await fetch(elsewhere, { headers: { cookie } });
    expect(none.status).to.equal(404);
    expect(await none.text()).to.include('Belum ada sertifikat');
    expect(
      (await fetch(`${app.url}${page}/tidak-ada/berkas.zip`, { headers: { cookie } })).status,
    ).to.equal(404);
    const regions = await app.ikrar.domains.stores.regions.list('regions-2020.csv');
    const held = new Set(await db.collection('registrations').distinct('region'));
    const empty = regions.find(({ code }) => !held.has(code));
    expect((await zip(`?daerah=${empty?.code}`)).status).to.equal(404);
    expect((await fetch(`${app.url}${page}/${app.session().slug}/kemajuan`)).status).to.be.oneOf([
      200, 401,
    ]);
    const progress = await fetch(`${app.url}${page}/${app.session().slug}/kemajuan`, {
      redirect: 'manual',
    });
    expect(progress.status).to.not.equal(200);
  });

  it('revoke with a category and a note; the note stays with staff', async () => {
    const target = await one(0);
    const before = Buffer.from(target.bytes.buffer);
    const fields = { reason: 'issued-in-error', note: 'Catatan rahasia petugas' };
    const done = await send(target.code, 'cabut', fields);
    expect(done.status).to.equal(200);
    expect(done.text).to.include('Sertifikat dicabut.').and.to.include('Catatan rahasia petugas');
    const file = await fetch(`${app.url}/berkas/${target.code}.pdf`, {
      headers: { cookie: host.cookies() },
    });
    expect((await bytesOf(file)).equals(before), 'the old file, byte for byte').to.equal(true);
    const seen = await (await fetch(`${app.url}/verifikasi/${target.code}`)).text();
    expect(seen).to.include('Terbit karena kekeliruan').and.to.not.include('Catatan rahasia');
    const again = await send(target.code, 'cabut', fields);
    expect(again.status).to.equal(409);
    expect(again.text).to.include('telah dicabut sebelumnya');
    await app.ikrar.desk.runner.runOnce();
    const mine = { subject: target.subject, kind: 'declaration' };
    expect(await certificates(mine), 'not issued anew by itself').to.have.length(1);
    const { documents } = app.ikrar.certificates;
    const asked = await documents.ensureDeclaration(target.subject).catch((error) => error);
    expect(asked, 'nor because its holder asks').to.include({ code: 'CERTIFICATE_REVOKED' });
    expect(await certificates(mine)).to.have.length(1);
    expect((await membersOf(await bytesOf(await zip()))).size).to.equal(2 * PEOPLE - 1);
  });

  it('revoked ones are not said to be under way on their holder’s pages', async () => {
    const [target] = await certificates({ kind: 'participation', active: true });
    const { certificates: issued, domains } = app.ikrar;
    const registration = await domains.stores.registrations.find(target?.subject);
    if (!registration) throw new Error('There is no holder');
    const session = app.session();
    const campaign = await domains.campaignOf(session);
    const attendance = await domains.attendance.attendanceOf(registration._id, session);
    const documents = { ...issued.documents, withdrawnAt: app.ikrar.log.withdrawnAt };
    const shown = async () => {
      const visit = { session, registration, campaign };
      const own = { isSigned: true, attendance };
      const { participation } = await presentDocuments({ documents }, visit, own, (key) => key);
      return participation;
    };
    expect(await shown()).to.include({ number: target?.number });
    await send(target?.code, 'cabut', { reason: 'issued-in-error', note: 'Uji' });
    expect(await shown()).to.include({ number: '', note: 'pledge.participation.revoked' });
  });

  it('refuse to revoke without a category or a note, keep what was typed, and change nothing', async () => {
    const target = await one(1);
    for (const fields of [
      { reason: '', note: 'Ada catatan' },
      { reason: 'tidak-dikenal', note: 'Ada catatan' },
      { reason: 'other', note: '  ' },
    ]) {
      const refused = await send(target.code, 'cabut', fields);
      expect(refused.status, JSON.stringify(fields)).to.equal(400);
      expect(refused.text).to.include('role="alert"');
      if (fields.note.trim()) expect(refused.text).to.include('Ada catatan</textarea>');
    }
    expect(
      (await send(target.code, 'cabut', { reason: 'other', note: 'x'.repeat(501) })).status,
    ).to.equal(400);
    expect((await send('0'.repeat(26), 'cabut', { reason: 'other', note: 'x' })).status).to.equal(
      404,
    );
    const stranger = app.visitor();
    const sent = await stranger.post(`${revocations}/${target.code}/cabut`, {
      reason: 'other',
      note: 'x',
    });
    expect(sent.status).to.not.equal(200);
    const [now] = await certificates({ code: target.code });
    expect(now?.active).to.equal(true);
  });

  it('replace with a new number after a correction; both name each other', async () => {
    const target = await one(2);
    await db
      .collection<{ _id: string }>('registrations')
      .updateOne({ _id: target.registration }, { $set: { name: 'Pejabat Uji Dibetulkan' } });
    const old = (await certificates({ subject: target.subject, kind: 'participation' }))[0];
    const done = await send(old?.code, 'ganti', { reason: 'name-wrong', note: 'Ejaan' });
    expect(done.text).to.include('penggantinya terbit');
    const both = await certificates({ subject: target.subject, kind: 'participation' });
    const now = both.find(({ active }) => active);
    const then = both.find(({ active }) => !active);
    expect(both).to.have.length(2);
    expect(now?.number).to.not.equal(then?.number);
    expect(now?.replaces).to.equal(then?.code);
    expect(then?.revoked.replacedBy).to.equal(now?.code);
    expect(now?.data.holder.name).to.equal('Pejabat Uji Dibetulkan');
    expect(then?.sha256).to.equal(old?.sha256);
    expect(Buffer.from(then?.bytes.buffer).equals(Buffer.from(old?.bytes.buffer))).to.equal(true);
  });

  it('stay byte for byte when a wording is published; later ones have it', async () => {
    const filesNow = async () =>
      new Map(
        (await certificates()).map(({ number, bytes, sha256: hash, templateVersion }) => {
          expect(sha256(Buffer.from(bytes.buffer)), number).to.equal(hash);
          return [number, `${hash} ${templateVersion}`];
        }),
      );
    const before = await filesNow();
    const { templates } = app.ikrar.certificates.templates;
    const { campaign, _id: session } = app.session();
    const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '', session };
    const { source: old } = await templates.wordingOf(campaign, 'participation');
    const source = old.replace('Sertifikat Partisipasi {{number}}', 'Piagam Uji {{number}}');
    const draft = { campaign, kind: 'participation' as const, name: 'Piagam', source };
    const { _id: id, revision } = await templates.start(draft, by);
    await templates.publish({ id, revision, replaces: '', by });
    const [target] = await certificates({ kind: 'participation', active: true });
    await send(target?.code, 'ganti', { reason: 'other', note: 'Uji' });
    const after = await filesNow();
    for (const [number, file] of before) expect(after.get(number), number).to.equal(file);
    const [fresh] = await certificates({ replaces: target?.code });
    expect(fresh?.templateVersion).to.equal(`${campaign}/participation/1`);
    expect(Buffer.from(fresh?.bytes.buffer).toString('latin1')).to.include('Piagam Uji IKR');
    expect(after.size).to.equal(before.size + 1);
  });

  it('are listed for everybody: signed, with hashes and categories, without names and notes', async () => {
    const answer = await fetch(`${app.url}/api/v1/certificates/revocations.json`);
    expect(answer.headers.get('content-type')).to.include('application/json');
    const body = await answer.text();
    expect(body)
      .to.not.include('Pejabat')
      .and.to.not.include('Catatan')
      .and.to.not.include('Ejaan');
    const { text, signature, keyId } = JSON.parse(body);
    expect(text.startsWith('{"format":"ikrar-revocations/1"')).to.equal(true);
    const { keys } = app.ikrar.desk;
    expect(keyId).to.equal(keys.evidence.keyId);
    expect(isTextSigned(text, signature, keys.evidence.certificatePem)).to.equal(true);
    const other = text.replace('issued-in-error', 'minutes-wrong');
    expect(isTextSigned(other, signature, keys.evidence.certificatePem)).to.equal(false);
    const revoked = await certificates({ active: false });
    const list = readRevocations(text)?.revoked ?? [];
    expect(list.map(({ number, sha256: hash }) => [number, hash])).to.have.deep.members(
      revoked.map((entry) => [entry.number, entry.sha256]),
    );
    const replaced = list.find(({ reason }) => reason === 'name-wrong');
    expect(replaced?.replacedBy).to.match(/^IKR-/);
  });

  it('need bounded memory for a whole nation, and end with the caller', async () => {
    const [model] = await certificates({ kind: 'declaration', active: true });
    const noise = Buffer.alloc(FILE_BYTES, 7);
    const many = Array.from({ length: FILES }, (_, place) => ({
      ...model,
      _id: `besar${place}`,
      code: `BESAR${place}`,
      shortCode: `B${place}`,
      number: `IKR-BESAR-${String(place).padStart(6, '0')}`,
      subject: `besar${place}`,
      bytes: noise,
    }));
    for (let from = 0; from < FILES; from += 100) {
      await db.collection<{ _id: string }>('certificates').insertMany(many.slice(from, from + 100));
    }
    many.length = 0;
    const used = () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const answer = await zip();
    collect();
    const before = used();
    let most = 0;
    let size = 0;
    let next = 0;
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size < next) continue;
      // What is held, not what nobody has collected yet.
      collect();
      most = Math.max(most, used() - before);
      next = size + 8_000_000;
    }
    expect(size).to.be.above(FILES * FILE_BYTES);
    expect(most / 1e6, 'megabytes').to.be.below(20);
    const left = new AbortController();
    const cut = await fetch(app.url + zipPath(), {
      headers: { cookie: host.cookies() },
      signal: left.signal,
    });
    await cut.body?.getReader().read();
    left.abort();
    expect((await host.open(page)).status, 'the server lives on').to.equal(200);
  });
});
