// Staff correct a signer's name or withdraw a signature: what the log, the documents and the pages
// then say, and every refusal.
import { expect } from 'chai';
import { personCommitment, readAmendment } from '../../server/proofs/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { wordsOf } from '../minutes/minutes-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { type SignedApp, startSignedApp } from './signed-app.ts';

const NAME = 'Pejabat Uji Dua';
const REASON = 'Ejaan keliru di daftar.';

describe('an amendment of a signature', function () {
  this.timeout(90_000);
  let world: SignedApp;
  let host: TestBrowser;
  let first: string;
  let second: string;
  let unsigned: string;

  const pathOf = (id: string) => `/kendali/orang/${id}`;
  const rename = (id: string, fields: Record<string, string>) =>
    host.submit(
      pathOf(id),
      { name: NAME, acting: '', reason: REASON, pasti: '1', ...fields },
      { action: `${pathOf(id)}/nama` },
    );
  const withdraw = (id: string, fields: Record<string, string> = {}) =>
    host.submit(
      pathOf(id),
      { reason: 'Diminta yang bersangkutan.', pasti: '1', ...fields },
      { action: `${pathOf(id)}/cabut` },
    );
  const post = async (path: string, fields: Record<string, string>) => {
    const _csrf = formTokenIn((await host.open(pathOf(first))).text);
    return host.post(path, { _csrf, ...fields });
  };
  const collection = (name: string) => world.app.database.connection.collection(name);
  const declarationsOf = (registration: string) =>
    collection('certificates')
      .find({ registration, kind: 'declaration' })
      .sort({ issuedAt: 1 })
      .toArray();

  before(async () => {
    world = await startSignedApp();
    host = await signInStaff(world.app, 'petugas');
    [first = '', second = '', unsigned = ''] = world.people.map(({ _id }) => _id);
    for (const id of [first, second]) {
      await world.app.ikrar.certificates.service.ensureDeclaration(id);
    }
    world.clock.advance(60_000);
  });
  after(() => world.stop());

  it('shows where the signature stands in the log, and says that boards stay', async () => {
    const words = wordsOf((await host.open(pathOf(first))).text);
    expect(words)
      .to.include('Nomor 1 di buku catatan')
      .and.to.include('Keadaan daerah di papan tetap');
    const none = wordsOf((await host.open(pathOf(unsigned))).text);
    expect(none).to.include('Belum menandatangani.').and.to.not.include('Cabut tanda tangan');
  });

  const refusals: [string, Record<string, string>, string][] = [
    ['an empty reason', { reason: '  ' }, 'Alasan'],
    ['a reason too long', { reason: 'x'.repeat(501) }, ''],
    ['an empty name', { name: ' ' }, 'Isi nama lengkap'],
    ['a name too long', { name: 'x'.repeat(121) }, '120'],
    ['a name that no font has', { name: 'Pejabat \u{1F600}' }, 'huruf Latin'],
    ['a name with control characters', { name: 'Pejabat\u0007Uji' }, ''],
    ['an unknown acting status', { acting: 'Raja' }, ''],
    ['what was not confirmed', { pasti: '' }, 'Centang'],
    ['the name that it has', { name: 'Pejabat Uji', acting: 'Plt.' }, 'sudah berlaku'],
  ];
  for (const [what, fields, text] of refusals) {
    it(`refuses ${what}, keeps what was typed, and changes nothing`, async () => {
      const answer = await rename(first, fields);
      expect(answer.status).to.equal(400);
      expect(wordsOf(answer.text)).to.include(text);
      expect(answer.text).to.include('id="salah-nama"');
      expect(await collection('log_amendments').countDocuments()).to.equal(0);
    });
  }

  it('refuses strangers, the unsigned and the unknown', async () => {
    const stranger = world.app.visitor();
    const _csrf = formTokenIn((await stranger.open('/')).text);
    const sent = await stranger.post(`${pathOf(first)}/cabut`, { _csrf, reason: 'x', pasti: '1' });
    expect(sent.status).to.be.oneOf([401, 303, 200]);
    const fields = { name: NAME, acting: '', reason: REASON, pasti: '1' };
    for (const action of ['nama', 'cabut']) {
      expect((await post(`${pathOf(unsigned)}/${action}`, fields)).status).to.equal(400);
      expect((await post(`${pathOf('aaaaaaaaaaaaaaaa')}/${action}`, fields)).status).to.equal(404);
      expect((await post(`${pathOf('bukan')}/${action}`, fields)).status).to.equal(404);
    }
    expect(await collection('log_amendments').countDocuments()).to.equal(0);
  });

  it('corrects a name: a new leaf, a new declaration, the old one revoked and linked', async () => {
    const answer = await rename(first, {});
    expect(answer.url.search).to.equal('?diperbaiki=1');
    expect(wordsOf(answer.text)).to.include('Nama diperbaiki').and.to.include(REASON);
    await world.untilLogged(3);
    const { page } = world.app.ikrar.log.service;
    const entry = (await page(world.app.session()._id, 2, 1))[0];
    const leaf = readAmendment(entry?.leaf ?? '');
    const stored = await collection('log_amendments').findOne();
    if (leaf?.format !== 'ikrar-correction/1') throw new Error('Not a correction');
    const signature = await world.app.ikrar.domains.signatures.find(first);
    expect(leaf.corrects).to.equal(signature?.leafHash);
    const salt = Buffer.from(stored?.personal.salt, 'hex');
    expect(leaf.person).to.equal(personCommitment(salt, NAME, ''));
    expect(signature?.personal?.name, 'what was signed stays').to.equal('Pejabat Uji');
    const [old, now] = await declarationsOf(first);
    expect(old).to.include({ active: false });
    expect(old?.revoked).to.include({
      reason: 'name-wrong',
      note: REASON,
      replacedBy: now?.code,
    });
    expect(now?.data.holder).to.include({ name: NAME });
    expect(stored?.appliedAt).to.not.equal(null);
  });

  it('withdraws: a new leaf, the declaration revoked and never issued again', async () => {
    const answer = await withdraw(second);
    expect(answer.url.search).to.equal('?dicabut=1');
    expect(wordsOf(answer.text)).to.include('Tanda tangan dicabut');
    await world.untilLogged(4);
    expect((await declarationsOf(second)).map(({ active }) => active)).to.deep.equal([false]);
    const { certificates, domains, log } = world.app.ikrar;
    const again = await certificates.service.ensureDeclaration(second).catch((error) => error);
    expect(again).to.include({ missing: 'NOT_SIGNED' });
    const signature = await domains.signatures.find(second);
    expect((await log.service.standingOf(signature?._id ?? ''))?.withdrawnAt).to.be.instanceOf(
      Date,
    );
    const board = await domains.boards.snapshot(world.app.session()._id);
    expect(board.counters.officialsSigned, 'signed never goes back').to.equal(2);
  });

  it('refuses to withdraw twice, and to correct what was withdrawn', async () => {
    const fields = { name: NAME, acting: 'Plh.', reason: REASON, pasti: '1' };
    for (const action of ['nama', 'cabut']) {
      const answer = await post(`${pathOf(second)}/${action}`, fields);
      expect(answer.status, action).to.equal(400);
    }
    expect(await collection('log_amendments').countDocuments()).to.equal(2);
    const { text } = await host.open(pathOf(second));
    expect(text).to.not.include(`action="${pathOf(second)}/cabut"`);
  });

  it('takes one of two that amend the same signature at the same moment', async () => {
    const { amendments } = world.app.ikrar;
    const by = { actor: { kind: 'staff', id: 'uji', label: 'Uji' }, address: '' } as const;
    const request = { registration: first, reason: REASON, by };
    const results = await Promise.allSettled([
      amendments.withdraw(request),
      amendments.correctName(request, { name: 'Pejabat Uji Tiga', acting: '' }),
      amendments.withdraw(request),
    ]);
    const stored = await collection('log_amendments')
      .find({ registration: first })
      .sort({ number: 1 })
      .toArray();
    expect(stored.filter(({ kind }) => kind === 'withdrawal').length).to.be.at.most(1);
    expect(stored.findIndex(({ kind }) => kind === 'withdrawal')).to.be.oneOf([
      -1,
      stored.length - 1,
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled').length).to.equal(
      stored.length - 1,
    );
    const codes = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    for (const code of codes) expect(code).to.be.oneOf(['STATE_CHANGED', 'SIGNATURE_WITHDRAWN']);
  });

  it('finishes what a stopped process left: certificates follow later', async () => {
    await collection('log_amendments').updateMany({}, { $set: { appliedAt: null } });
    world.clock.advance(120_000);
    await world.app.ikrar.amendments.applyLeft();
    expect(await collection('log_amendments').countDocuments({ appliedAt: null })).to.equal(0);
  });

  it('tells nobody names or reasons in the log, and the audit both deeds', async () => {
    const id = world.app.session()._id;
    await until('all amendments in the log', async () => {
      return (await world.app.ikrar.log.service.stateOf(id)).pending === 0;
    });
    const entries = await (await fetch(`${world.app.url}/api/v1/log/${id}/entries`)).text();
    for (const secret of [NAME, 'Pejabat', REASON, 'Diminta', first, second]) {
      expect(entries).to.not.include(secret);
    }
    const events = await collection('audit').distinct('event');
    expect(events).to.include.members(['signature.corrected', 'signature.withdrawn']);
  });
});
