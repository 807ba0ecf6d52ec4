// What data of 0.5.0 hold beside the event: an erasure that left every proof, a clone, contacts and
// mails, a circular, the plan and its texts, a second factor. Each is asked for as people ask.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { verifyInclusion } from '../../server/proofs/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestApp } from '../support/start-app.ts';
import { fixturePath, type UpgradedData } from './upgraded-data.ts';

const CAMPAIGN = 'netralitas-asn-2020';
const CLONE = 'salinan';
const KENDAL = '33.24';
/** The name of the one whose data were erased, in no other place than the file below. */
const ERASED_NAME = 'Pejabat Uji Terhapus';
/** Their signed declaration, as they kept it. */
const ERASED_FILE = 'erased-in-0.5.0.pdf';

/** The `it`s of that fixture; `data` is there once its hooks have run. */
export function officeChecks(data: () => UpgradedData): void {
  const app = (): TestApp => {
    const found = data().app;
    if (!found) throw new Error('It runs in another process');
    return found;
  };
  const all = (name: string, filter: object = {}) =>
    data().db.collection(name).find(filter).toArray();
  const bytesAt = async (path: string, cookie = '') => {
    const answer = await fetch(`${data().url}${path}`, { headers: { cookie } });
    expect(answer.status, path).to.equal(200);
    return Buffer.from(await answer.arrayBuffer());
  };

  it('verifies the certificate of somebody whose data were erased, and says so', async () => {
    const pdf = await readFile(fixturePath(ERASED_FILE));
    const answer = await fetch(`${data().url}/api/v1/verifications`, { method: 'POST', body: pdf });
    const { checks, certificate } = await answer.json();
    for (const key of ['bytes', 'seal', 'log', 'state']) {
      expect(checks[key]?.holds, key).to.equal(true);
    }
    expect(certificate.erased).to.have.property('at');
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect(certificate.sha256).to.equal(sha256);
    const [stored] = await all('certificates', { sha256 });
    const { text } = await app().visitor().open(`/verifikasi/${stored?.code}`);
    expect(text).to.include('sudah dihapus pada');
  });

  it('proves the erased signature still, and holds the name nowhere', async () => {
    const [signature] = await all('signatures', { kind: 'signature', personal: null });
    const leafHash = String(signature?.leafHash);
    const path = `${data().url}/api/v1/log/${signature?.session}/inclusion?leaf=${leafHash}`;
    const { index, head, proof } = await (await fetch(path)).json();
    const holds = verifyInclusion({
      ...{ index, size: head.size, root: Buffer.from(head.root, 'hex') },
      leafHash: Buffer.from(leafHash, 'hex'),
      proof: proof.map((step: string) => Buffer.from(step, 'hex')),
    });
    expect(holds).to.equal(true);
    for (const { name } of await data().db.listCollections().toArray()) {
      for await (const raw of data().db.collection(name).find({}, { raw: true })) {
        // Raw, so that files are searched too; the driver types them as documents still.
        expect(Buffer.from(raw as unknown as Buffer).includes(ERASED_NAME), name).to.equal(false);
      }
    }
  });

  it('has a clone with its plan, and nobody who came', async () => {
    const sessions = await all('sessions', { campaign: CLONE });
    expect(sessions).to.have.length(2);
    const ids = sessions.map(({ _id }) => _id);
    for (const name of ['signatures', 'registrations', 'contacts', 'certificates', 'mails']) {
      expect(await all(name, { session: { $in: ids } }), name).to.deep.equal([]);
    }
    expect(await all('seats', { session: ids[0] })).to.have.length.above(1_000);
    expect(await all('law_entries', { campaign: CLONE })).to.have.length(1);
    expect(await all('privacy_notices', { campaign: CLONE })).to.have.length(1);
    expect((await app().visitor().open(`/hukum/${CLONE}`)).text).to.include('Peraturan Uji');
  });

  it('shows contacts, what became of mails, and the plan to staff', async () => {
    const staff = await signInStaff(app(), 'petugas', 'owner');
    const { slug } = app().session();
    const contacts = await staff.open(`/kendali/kontak?sesi=${slug}`);
    expect(contacts.text).to.include('5 dari 5 kontak diimpor');
    const emails = (await all('contacts')).map(({ email }) => email).sort();
    const names = ['bkd', 'dua', 'satu', 'tolak'];
    expect(emails).to.deep.equal(names.map((name) => `${name}@uji.go.id`));
    const { text } = await staff.open(`/kendali/undangan?sesi=${slug}`);
    expect(text).to.include('tolak@uji.go.id').and.to.include('Mailbox unavailable');
    const plan = await staff.open(`/kendali/kampanye/${CAMPAIGN}/acara/${slug}`);
    expect(plan.text).to.include('Pejabat Uji Penutup').and.to.include('Disiapkan untuk uji.');
    expect(await all('session_plans', { session: app().session()._id })).to.have.length.above(2);
    const [dossier] = await all('dossiers');
    const path = `/kendali/berkas-acara/${slug}/${dossier?._id}.zip`;
    expect((await bytesAt(path, staff.cookies())).subarray(0, 2).toString()).to.equal('PK');
  });

  it('keeps the words that were signed, by a salted mark', async () => {
    const { _id, declaration } = app().session();
    expect(declaration?.version).to.equal('2');
    for (const { leaf } of await all('signatures', { session: _id, kind: 'signature' })) {
      const signed = { format: 'ikrar-leaf/3', declaration: declaration?.sha256 };
      expect(JSON.parse(leaf)).to.include(signed);
    }
    const { text } = await app().visitor().open('/');
    expect(text).to.include('Demikian ikrar ini kami ucapkan, untuk diuji.');
  });

  it('calls a past session what its campaign was called then', async () => {
    const session = app().session();
    const [campaign] = await all('campaigns', { _id: CAMPAIGN });
    expect(campaign?.theme).to.equal('Tema sesudah acara');
    const { theme } = await app().ikrar.domains.campaignOf(session);
    expect(theme).to.equal(session.identity?.theme).and.not.to.equal(campaign?.theme);
  });

  it('gives the newest circular and the library’s file to anybody, byte for byte', async () => {
    const circular = await bytesAt(`/edaran/${CAMPAIGN}/${KENDAL}/edaran.pdf`);
    expect(circular.includes('/Versi (2)')).to.equal(true);
    const [newest] = await all('circulars', { version: 2 });
    const sha256 = createHash('sha256').update(circular).digest('hex');
    expect(newest?.file).to.include({ sha256 });
    const [entry] = await all('law_entries', { campaign: CAMPAIGN });
    expect((await bytesAt(`/hukum/${CAMPAIGN}/${entry?._id}.pdf`)).length).to.be.above(50);
    const { text } = await app().visitor().open(`/hukum/${CAMPAIGN}?daerah=${KENDAL}`);
    expect(text).to.include('Bawaslu Kabupaten Uji');
  });

  it('asks its owner for the second factor, and keeps the token', async () => {
    const fields = { login: 'pemilik', password: 'sandi panjang sekali' };
    const answer = await app().visitor().submit('/masuk', fields);
    expect(answer.url.pathname).to.equal('/masuk/kode');
    expect((await all('program_tokens'))[0]).to.deep.include({ scopes: ['read:reports'] });
  });
}
