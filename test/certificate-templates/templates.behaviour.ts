// Wordings from a draft to the next certificate: versions, what was issued before, trial runs.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { trialData } from '../../server/certificate-templates/trial-drawing.ts';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import {
  builtInSource,
  fieldsOfBlocks,
  PATH,
  sendDraft,
  signFor,
  startDraft,
} from './templates-world.ts';

const KARO = '12.06';

describe('wordings of certificates', function () {
  this.timeout(60_000);
  let app: TestApp;
  let owner: TestBrowser;
  const people: string[] = [];

  before(async () => {
    app = await startApp();
    owner = await signInStaff(app, 'pemilik', 'owner');
    await act(app, 'open-doors', 'go-live');
    for (const [region, office] of [
      [KENDAL, SEKDA],
      [KARO, SEKDA],
      [KARO, 'inspektorat'],
    ] as const) {
      await registered(app, region, office);
    }
    await act(app, ...READ_ALL);
    // Every clause has been read by now, so that each may be ticked.
    await act(app, 'open-signing');
    people.push(await signFor(app, KENDAL, SEKDA), await signFor(app, KARO, SEKDA));
  });
  after(() => app.stop());

  const service = () => app.ikrar.certificates.templates.templates;
  const issue = (registration: string) =>
    app.ikrar.certificates.service.issue(registration, 'declaration');
  const fileOf = async (code: string) => (await app.ikrar.certificates.service.getFile(code)).bytes;
  const collection = () => app.database.connection.collection('certificate_templates');

  it('begin with the built-in one, which says so on the certificate', async () => {
    const page = await owner.open(PATH);
    expect(page.text).to.include('Naskah bawaan').and.include('Belum ada versi lain');
    const [first = ''] = people;
    expect((await issue(first)).templateVersion).to.match(/^bawaan\/declaration\/\d+$/);
  });

  it('are published for the next certificate, and change no issued file', async () => {
    const [first = '', second = ''] = people;
    const before = await issue(first);
    const bytes = await fileOf(before.code);
    const id = await startDraft(owner, 'declaration', { nama: 'Ringkas' });
    expect(await service().find(id)).to.include({ version: 1, state: 'draft', name: 'Ringkas' });
    const own = { 'document-title': 'Piagam Uji {{number}}', title: 'Ikrar Uji' };
    const sent = await sendDraft(owner, id, fieldsOfBlocks('declaration', own), 'terbitkan');
    expect(sent.text).to.include('Naskah diterbitkan');
    const after = await issue(second);
    expect(after.templateVersion).to.equal('netralitas-asn-2020/declaration/1');
    expect((await fileOf(after.code)).toString('latin1')).to.include('Piagam Uji IKR');
    // What was issued: the same bytes, hash and version, also when it is asked for again.
    expect((await fileOf(before.code)).equals(bytes)).to.equal(true);
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(before.sha256);
    expect(await issue(first)).to.include({
      templateVersion: before.templateVersion,
      sha256: before.sha256,
    });
    const audit = await app.ikrar.domains.audit.latest(app.session()._id, 9, [
      'template.started',
      'template.published',
    ]);
    expect(audit.map(({ event }) => event)).to.have.members([
      'template.started',
      'template.published',
    ]);
  });

  it('count up, follow one another, and go back to an earlier or the built-in one', async () => {
    const id = await startDraft(owner, 'declaration', { dari: 'galeri-singkat', nama: '' });
    const { source, name, version } = (await service().find(id)) ?? {};
    expect({ name, version }).to.deep.equal({ name: 'Singkat', version: 2 });
    expect(source).to.include('[title]\nIkrar Netralitas\n').and.not.include('{{!--');
    const fields = fieldsOfBlocks('declaration', { title: 'Ikrar Kedua' });
    await sendDraft(owner, id, fields, 'terbitkan');
    const current = () => collection().find({ kind: 'declaration', current: true }).toArray();
    expect((await current()).map((one) => one.version)).to.deep.equal([2]);
    const [older] = await collection().find({ kind: 'declaration', version: 1 }).toArray();
    const where = { menggantikan: id };
    const again = await owner.submit(PATH, {}, { action: `${PATH}/${older?._id}/pakai`, where });
    expect(again.text).to.include('dipakai lagi');
    expect((await current()).map((one) => one.version)).to.deep.equal([1]);
    const action = `${PATH}/${older?._id}/kembali`;
    expect((await owner.submit(PATH, {}, { action })).text).to.include(
      'Naskah bawaan dipakai lagi',
    );
    expect(await current()).to.have.length(0);
    const { version: printed } = await service().wordingOf(app.session().campaign, 'declaration');
    expect(printed).to.match(/^bawaan/);
  });

  it('are shown beside one another, line by line', async () => {
    const page = await owner.open(`${PATH}/banding?jenis=declaration&lama=bawaan`);
    expect(page.status).to.equal(200);
    expect(page.text).to.include('<del data-kutipan>Ikrar Netralitas</del>');
    expect(page.text)
      .to.include('<ins data-kutipan>Ikrar Kedua</ins>')
      .and.include('tidak berubah');
  });

  it('are kept while they are unfinished, with what is wrong and where', async () => {
    const id = await startDraft(owner, 'participation');
    const body = 'selama {{minutes}} menit\ndalam {{campain}}';
    const page = await sendDraft(owner, id, fieldsOfBlocks('participation', { body }));
    expect(page.text).to.include('Rancangan tersimpan');
    expect(page.text).to.include('Baris 2: {{campain}} tidak dikenal. Maksud Anda {{campaign}}?');
    expect((await service().find(id))?.source).to.include('{{campain}}');
  });

  it('are looked at as real PDFs: made-up people, the longest names, a real person', async () => {
    const id = await startDraft(owner, 'participation');
    for (const query of ['', '&data=terpanjang', `&data=orang&orang=${people[0]}`]) {
      const path = `${PATH}/${id}/pratinjau.pdf?sesi=${app.session().slug}${query}`;
      const answer = await fetch(app.url + path, { headers: { cookie: owner.cookies() } });
      expect(answer.status, query).to.equal(200);
      expect(answer.headers.get('content-type')).to.equal('application/pdf');
      expect(answer.headers.get('content-security-policy')).to.equal("frame-ancestors 'self'");
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-');
      expect(bytes.includes('/ByteRange'), 'unsealed').to.equal(false);
      expect(bytes.toString('latin1')).to.include('IKR-CONTOH-');
    }
    const gallery = await owner.open(`${PATH}/contoh/participation/resmi.pdf`);
    expect(gallery.text.slice(0, 5)).to.equal('%PDF-');
    const search = await owner.open(`${PATH}/${id}?cari=pejabat%20uji`);
    expect(search.text.replaceAll('&#x3D;', '=')).to.include(`data=orang&amp;orang=${people[0]}`);
  });

  it('of documents of many rows are looked at with the session’s own data', async () => {
    for (const kind of ['region', 'roll', 'minutes'] as const) {
      const id = await startDraft(owner, kind, { nama: 'Panjang' });
      const versions = [`/contoh/${kind}/bawaan.pdf`, `/contoh/${kind}/resmi.pdf`];
      for (const path of [...versions, `/${id}/pratinjau.pdf`]) {
        const url = `${app.url}${PATH}${path}?sesi=${app.session().slug}`;
        const answer = await fetch(url, { headers: { cookie: owner.cookies() } });
        expect(answer.status, path).to.equal(200);
        const bytes = Buffer.from(await answer.arrayBuffer());
        expect(bytes.subarray(0, 5).toString(), path).to.equal('%PDF-');
        expect(bytes.includes('/ByteRange'), 'unsealed').to.equal(false);
        expect(bytes.toString('latin1')).to.include('IKR-CONTOH-');
      }
      expect((await owner.open(`${PATH}/${id}`)).text).to.include(`/${id}/pratinjau.pdf`);
      const sent = await sendDraft(owner, id, fieldsOfBlocks(kind), 'terbitkan');
      expect(sent.text, kind).to.include('Naskah diterbitkan');
    }
    const slug = '26-agustus-2020';
    const change = { $set: { declaration: null }, $inc: { 'status.version': 1 } };
    await app.database.connection.collection('sessions').updateOne({ slug }, change);
    await until('the change', () => {
      return app.ikrar.domains.live.findBySlug(slug)?.declaration === null;
    });
    const elsewhere = `${PATH}/contoh/roll/bawaan.pdf?sesi=${slug}`;
    expect((await owner.open(elsewhere)).status, 'no declaration there').to.equal(404);
  });

  it('that come with the platform can all be published', async () => {
    const { templates } = app.ikrar.certificates;
    for (const [kind, { builtIn, gallery }] of templates.kinds) {
      const data = await trialData(templates.trial, kind, app.session());
      const sources = [builtIn, ...gallery.map(({ name, source }) => ({ version: name, source }))];
      for (const wording of sources) {
        const problems = await templates.trial.previews.tryAll(data, wording);
        expect(problems, `${kind} ${wording.version}`).to.deep.equal(data.map(() => undefined));
      }
    }
  });

  it('are tried with everybody’s data before they are issued', async () => {
    const seat = await app.ikrar.domains.registrations.findOfSeat(
      (await app.ikrar.domains.invitations.listOfRegion(app.session()._id, KARO)).find(
        ({ office }) => office === 'inspektorat',
      )?._id ?? '',
    );
    await app.database.connection
      .collection('registrations')
      .updateOne({ _id: seat?._id as never }, { $set: { name: 'Pejabat 岩' } });
    const id = await startDraft(owner, 'participation');
    const body = 'selama {{minutes}} menit dengan tema {{issuer}}';
    await sendDraft(owner, id, fieldsOfBlocks('participation', { body }));
    await owner.submit(`${PATH}/${id}`, {}, { action: `${PATH}/periksa` });
    await app.ikrar.certificates.templates.checks.settled();
    const session = app.session();
    const check = await app.ikrar.certificates.templates.checks.find(session._id, 'participation');
    expect(check).to.include({ state: 'done', total: 3, done: 3, problemCount: 3 });
    expect(check?.problems.map(({ reason }) => reason).sort()).to.deep.equal([
      'EMPTY_FIELD',
      'EMPTY_FIELD',
      'MISSING_GLYPH',
    ]);
    expect(JSON.stringify(check)).to.not.include('Pejabat');
    const page = await owner.open(`${PATH}/periksa?jenis=participation`);
    expect(page.text).to.include('3 pejabat memerlukan perbaikan').and.include('岩 (U+5CA9)');
    expect(page.text).to.include('Pejabat 岩').and.include('{{issuer}} kosong');
    // One cause is told once, the most frequent first, with those whom it hits.
    expect(page.text.match(/\{\{issuer\}\} kosong/g)).to.have.length(1);
    expect(page.text.indexOf('{{issuer}} kosong')).to.be.below(page.text.indexOf('U+5CA9'));
    // With the wording that is printed now only the glyph is in the way.
    await owner.submit(`${PATH}/periksa?jenis=participation`, {}, { action: `${PATH}/periksa` });
    await app.ikrar.certificates.templates.checks.settled();
    const again = await app.ikrar.certificates.templates.checks.find(session._id, 'participation');
    expect(again?.problems).to.have.length(1);
  });

  it('are saved by the script, which hears what is wrong and where to look', async () => {
    const id = await startDraft(owner, 'participation');
    const send = async (revisi: number, body: string) => {
      const { text } = await owner.open(`${PATH}/${id}`);
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
      const sesi = app.session().slug;
      const fields = fieldsOfBlocks('participation', { body });
      const sent = { _csrf, sesi, revisi: String(revisi), ...fields };
      const answer = await owner.post(`${PATH}/${id}/simpan-otomatis`, sent);
      return { status: answer.status, body: JSON.parse(answer.text) };
    };
    const first = await send(1, 'atas {{minuts}}');
    expect(first.body).to.include({ revision: 2, preview: '', cannot: '' });
    expect(first.body.blocks[0].text).to.include('{{minutes}}');
    const second = await send(2, 'atas {{minutes}}');
    expect(second.body.preview).to.include(`/${id}/pratinjau.pdf`).and.include('rev=3');
    const late = await send(2, 'dari peramban lain');
    expect(late.status).to.equal(409);
    expect((await service().find(id))?.source).to.not.include('peramban lain');
  });

  it('start as what is printed when there is nothing else', () => {
    expect(builtInSource('participation')).to.include('[given-to]\ndiberikan kepada');
  });
});
