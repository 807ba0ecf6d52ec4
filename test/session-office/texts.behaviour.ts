// The declaration in versions: drafted by two, compared, published; sessions that have not begun sign
// the newest one, the others the one that they began with, and signatures freeze it.
import { expect } from 'chai';
import { signFor } from '../certificate-templates/templates-world.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA } from '../official/official-world.ts';
import { createPlanWorld, fieldsIn, openForm, type PlanWorld, post, TEXTS } from './plan-world.ts';

describe('versions of a declaration', function () {
  this.timeout(60_000);
  let world: PlanWorld;
  before(async () => {
    world = await createPlanWorld();
  });
  after(() => world?.stop());
  const session = () => world.app.session();
  const draft = `${TEXTS}/2`;

  it('begin with what the campaign came with', async () => {
    const { text } = await world.host.open(TEXTS);
    expect(text)
      .to.include('Menegakkan netralitas')
      .and.include('Bawaan kampanye')
      .and.include('Versi 1');
    const one = await world.host.open(`${TEXTS}/1`);
    expect(one.text).to.include(session().declaration?.sha256);
  });

  it('have one draft at a time, begun with the newest words', async () => {
    const begun = await world.host.submit(TEXTS, {}, { action: `${TEXTS}/mulai` });
    expect(begun.url.pathname).to.equal(draft);
    expect(fieldsIn(begun.text, `${draft}/simpan`)['bagian-1']).to.match(/^Menegakkan netralitas/);
    expect((await post(world.owner, `${TEXTS}/mulai`)).status).to.equal(409);
    // What is signed is as it was.
    expect(session().declaration?.version).to.equal('1');
  });

  it('tell the second of two writers, word by word, and lose nothing', async () => {
    const [first, second] = [
      await openForm(world.owner, draft, `${draft}/simpan`),
      await openForm(world.host, draft, `${draft}/simpan`),
    ];
    await world.owner.post(`${draft}/simpan`, {
      ...first,
      'bagian-closing': 'Penutup dari yang pertama.',
    });
    const refused = await world.host.post(`${draft}/simpan`, {
      ...second,
      'bagian-closing': 'Penutup dari yang kedua.',
    });
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('<del>pertama.</del>').and.include('<ins>kedua.</ins>');
    const form = fieldsIn(refused.text, `${draft}/simpan`);
    expect(form['bagian-closing']).to.equal('Penutup dari yang kedua.');
    const kept = await world.host.post(`${draft}/simpan`, form);
    expect(kept.url.search).to.equal('?selesai=simpan');
  });

  it('are published by owners, and only whole', async () => {
    const fields = await openForm(world.owner, draft, `${draft}/simpan`);
    const gap = await world.owner.post(`${draft}/terbitkan`, { ...fields, 'bagian-2': ' ' });
    expect(gap.status).to.equal(409);
    expect(gap.text).to.include('Harus diisi sebelum terbit');
    const again = fieldsIn(gap.text, `${draft}/simpan`);
    expect((await post(world.host, `${draft}/terbitkan`, again)).status).to.equal(403);
    expect(session().declaration?.version).to.equal('1');
  });

  it('are published only when certificates can be printed with them', async () => {
    const fields = await openForm(world.owner, draft, `${draft}/simpan`);
    const publish = (own: object) => world.owner.post(`${draft}/terbitkan`, { ...fields, ...own });
    const [clause = ''] =
      (await world.app.ikrar.domains.campaignOf(session())).declaration?.clauses.slice(1) ?? [];
    const odd = await publish({ 'bagian-2': clause, 'bagian-1': 'Menjaga netralitas \u{1F600}' });
    expect(odd.status).to.equal(409);
    expect(odd.text).to.include('tidak dapat digambar');
    expect(session().declaration?.version).to.equal('1');
    // What was typed is kept: the next press is about that, and nobody was faster.
    const { revisi = '' } = fieldsIn(odd.text, `${draft}/simpan`);
    const kept = await post(world.owner, `${draft}/simpan`, { ...fields, revisi });
    expect(kept.url.search).to.equal('?selesai=simpan');
  });

  it('are compared word by word', async () => {
    const { text } = await world.host.open(`${TEXTS}/banding?lama=1&kini=2`);
    expect(text).to.include('<ins>Penutup dari yang kedua.</ins>').and.include('<del>');
    expect((await world.host.open(`${TEXTS}/banding?lama=1&kini=1`)).text).to.include(
      'berbunyi sama',
    );
  });

  it('are signed by sessions that have not begun, by hash; the consent keeps its own', async () => {
    const before = session();
    const fields = await openForm(world.owner, draft, `${draft}/simpan`);
    const [clause = ''] =
      (await world.app.ikrar.domains.campaignOf(before)).declaration?.clauses.slice(1) ?? [];
    const done = await world.owner.post(`${draft}/terbitkan`, { ...fields, 'bagian-2': clause });
    expect(done.text).to.include('Versi baru terbit');
    const after = session();
    expect(after.declaration?.version).to.equal('2');
    expect(after.declaration?.sha256).not.to.equal(before.declaration?.sha256);
    expect(after.consent).to.deep.equal(before.consent);
    const campaign = await world.app.ikrar.domains.campaignOf(after);
    expect(campaign.declarationSha256).to.equal(after.declaration?.sha256);
    expect(campaign.declaration?.closing).to.equal('Penutup dari yang kedua.');
    expect((await world.app.visitor().open('/')).text).to.include('Penutup dari yang kedua.');
    expect(await world.all('audit', { event: 'text.published' })).to.have.length(1);
  });

  it('are refused once they are published', async () => {
    const answer = await post(world.owner, `${draft}/simpan`, {
      revisi: '3',
      'bagian-opening': 'Lain',
    });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('tidak berubah lagi');
    expect((await post(world.owner, `${draft}/hapus`, { revisi: '3' })).status).to.equal(409);
    expect((await world.all('campaign_texts', { state: 'published' })).length).to.equal(2);
  });

  it('are frozen for a session that has begun: its signers read and sign the same words', async () => {
    const { live } = world.app.ikrar.domains;
    await act(world.app, 'open-doors');
    const official = await registered(world.app, KENDAL, SEKDA);
    await act(world.app, 'go-live');
    await world.owner.submit(TEXTS, {}, { action: `${TEXTS}/mulai` });
    const third = `${TEXTS}/3`;
    const fields = await openForm(world.owner, third, `${third}/simpan`);
    await world.owner.post(`${third}/terbitkan`, {
      ...fields,
      'bagian-closing': 'Penutup versi ketiga.',
    });
    expect(session().declaration?.version).to.equal('2');
    expect(live.findBySlug('26-agustus-2020')?.declaration?.version).to.equal('3');
    const read = await world.app.ikrar.domains.campaignOf(session());
    expect(read.declaration).to.include({ version: '2', closing: 'Penutup dari yang kedua.' });

    await act(world.app, ...READ_ALL, 'open-signing');
    expect((await official.open('/ikrar?teks=1')).text).to.include('Penutup dari yang kedua.');
    await signFor(world.app, KENDAL, SEKDA);
    const [signature] = await world.all('signatures', { kind: 'signature' });
    expect(JSON.parse(String(signature?.leaf)).declaration).to.equal(session().declaration?.sha256);
    const { text } = await world.owner.open(draft);
    expect(text).to.include('terkunci oleh tanda tangan').and.include('1 tanda tangan');
  });
});
