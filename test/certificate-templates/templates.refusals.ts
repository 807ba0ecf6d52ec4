// What wordings refuse, to whom, and that nothing is changed by it.
import { expect } from 'chai';
import { createPreviewMaker } from '../../server/certificates/preview-maker.ts';
import { participationData } from '../certificates/sample-data.ts';
import { TEMPLATES } from '../certificates/sealed.ts';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { builtInSource, fieldsOfBlocks, PATH, sendDraft, startDraft } from './templates-world.ts';

const UNKNOWN = 'aaaaaaaaaaaaaaaa';

describe('wordings refuse', function () {
  this.timeout(60_000);
  let app: TestApp;
  let owner: TestBrowser;
  let host: TestBrowser;
  let draft: string;

  before(async () => {
    app = await startApp();
    owner = await signInStaff(app, 'pemilik', 'owner');
    host = await signInStaff(app, 'petugas');
    await act(app, 'open-doors');
    await registered(app, KENDAL, SEKDA);
    draft = await startDraft(owner, 'participation');
  });
  after(() => app.stop());

  const service = () => app.ikrar.certificates.templates.templates;
  const stored = () => app.database.connection.collection('certificate_templates');
  const state = async (id: string) => {
    const { source, state: is, revision } = (await service().find(id)) ?? {};
    return { source, is, revision };
  };
  const by = () => ({
    actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas uji' },
    address: '',
    session: app.session()._id,
  });

  it('strangers, on every page and form', async () => {
    const stranger = app.visitor();
    const pages = ['', `/${draft}`, '/banding?jenis=participation', '/periksa?jenis=participation'];
    for (const page of [...pages, `/${draft}/pratinjau.pdf`, '/contoh/participation/bawaan.pdf']) {
      expect((await stranger.open(PATH + page)).url.pathname, page).to.equal('/masuk');
    }
    const _csrf = formTokenIn((await stranger.open('/masuk')).text);
    for (const form of ['mulai', 'periksa', `${draft}/simpan`, `${draft}/terbitkan`]) {
      const sesi = app.session().slug;
      const sent = { _csrf, sesi, jenis: 'participation', dari: 'bawaan', revisi: '1' };
      const { url } = await stranger.post(`${PATH}/${form}`, sent);
      expect(url.pathname, form).to.equal('/masuk');
    }
  });

  it('changes by staff who are no owners; they may look', async () => {
    const before = await stored().countDocuments();
    const page = await host.open(PATH);
    expect(page.text).to.include('dilakukan oleh pemilik').and.not.include('Buat rancangan');
    const look = await host.open(`${PATH}/${draft}`);
    expect(look.status).to.equal(200);
    expect(look.text).to.not.include('<textarea');
    const _csrf = formTokenIn(page.text);
    const sesi = app.session().slug;
    const fields = { _csrf, sesi, jenis: 'participation', dari: 'bawaan', revisi: '1' };
    const forms = ['mulai', `${draft}/simpan`, `${draft}/terbitkan`, `${draft}/hapus`];
    for (const form of [...forms, `${draft}/simpan-otomatis`, `${draft}/kembali`]) {
      expect((await host.post(`${PATH}/${form}`, fields)).status, form).to.equal(403);
    }
    expect(await stored().countDocuments()).to.equal(before);
  });

  it('forms without their token, and what does not exist', async () => {
    const sesi = app.session().slug;
    const sent = await owner.post(`${PATH}/mulai`, {
      sesi,
      jenis: 'participation',
      dari: 'bawaan',
    });
    expect(sent.status).to.equal(403);
    for (const page of [
      `/${UNKNOWN}`,
      `/${UNKNOWN}/pratinjau.pdf`,
      '/contoh/participation/x.pdf',
    ]) {
      expect((await owner.open(PATH + page)).status, page).to.equal(404);
    }
    expect((await owner.open(`${PATH}/contoh/lainnya/bawaan.pdf`)).status).to.equal(404);
    expect((await owner.open(`${PATH}/banding?jenis=lainnya`)).status).to.equal(400);
    const other = `${PATH}/banding?jenis=declaration&kini=${draft}`;
    expect((await owner.open(other)).status, 'of another kind').to.equal(404);
    const nobody = `${PATH}/${draft}/pratinjau.pdf?data=orang&orang=${UNKNOWN}`;
    expect((await owner.open(nobody)).status, 'nobody’s data').to.equal(404);
  });

  it('a wording of another campaign', async () => {
    const start = { campaign: 'lain', kind: 'participation' as const, name: 'Lain' };
    const source = builtInSource('participation');
    const { _id } = await service().start({ ...start, source }, by());
    expect((await owner.open(`${PATH}/${_id}`)).status).to.equal(404);
    expect((await owner.open(`${PATH}/${_id}/pratinjau.pdf`)).status).to.equal(404);
  });

  for (const [what, body, told] of [
    ['an unknown variable', 'kepada {{nmae}}', 'Maksud Anda {{name}}?'],
    [
      'an endless loop',
      '{{#each this}}{{#each ..}}x{{/each}}{{/each}}',
      '{{#each}} tidak tersedia',
    ],
    ['code', '{{constructor.constructor}}', 'bukan nama sederhana'],
    ['an emptied block', '', 'belum diisi'],
  ] as const) {
    it(`to publish ${what}, which is kept as a draft with its reason`, async () => {
      const id = await startDraft(owner, 'participation');
      const page = await sendDraft(
        owner,
        id,
        fieldsOfBlocks('participation', { body }),
        'terbitkan',
      );
      expect(page.status).to.equal(409);
      expect(page.text).to.include('Rancangan tersimpan').and.include(told);
      expect((await service().find(id))?.state).to.equal('draft');
      expect((await owner.open(`${PATH}/${id}/pratinjau.pdf`)).status, 'preview').to.equal(409);
      const sent = { sesi: app.session().slug, jenis: 'participation', naskah: id };
      const _csrf = formTokenIn((await owner.open(PATH)).text);
      const trial = await owner.post(`${PATH}/periksa`, { ...sent, _csrf });
      expect(trial.status, 'trial run').to.equal(409);
      await owner.submit(PATH, {}, { action: `${PATH}/${id}/hapus` });
    });
  }

  for (const [what, body, told] of [
    ['more than a page holds', 'Panjang sekali. '.repeat(180), 'tidak muat pada halaman'],
    ['a letter that no face has', 'selama {{minutes}} menit 岩', '岩 (U+5CA9)'],
  ] as const) {
    it(`to publish a sound wording with ${what}, which is kept as a draft`, async () => {
      const id = await startDraft(owner, 'participation');
      const fields = fieldsOfBlocks('participation', { body });
      const page = await sendDraft(owner, id, fields, 'terbitkan');
      expect(page.status).to.equal(409);
      expect(page.text).to.include('dicoba dengan nama dan jabatan terpanjang').and.include(told);
      expect((await service().find(id))?.state).to.equal('draft');
      await owner.submit(PATH, {}, { action: `${PATH}/${id}/hapus` });
    });
  }

  it('to publish what only the longest name breaks, though the example can be drawn', async () => {
    const id = await startDraft(owner, 'participation');
    const body = `${'{{name}} dan {{office}} di {{region}}. '.repeat(18)}`;
    const fields = fieldsOfBlocks('participation', { body });
    await sendDraft(owner, id, fields);
    const path = `${PATH}/${id}/pratinjau.pdf?sesi=${app.session().slug}`;
    expect((await owner.open(path)).status, 'the example').to.equal(200);
    const page = await sendDraft(owner, id, fields, 'terbitkan');
    expect(page.status).to.equal(409);
    expect((await service().find(id))?.state).to.equal('draft');
    await owner.submit(PATH, {}, { action: `${PATH}/${id}/hapus` });
  });

  it('to use again a version that lacks what is printed by now', async () => {
    const id = await startDraft(owner, 'declaration');
    const source = builtInSource('declaration').replace(/\[leaf-label\]\n.*\n/, '');
    await stored().updateOne(
      { _id: id as never },
      { $set: { state: 'published', source, publishedAt: new Date(), publishedBy: by().actor } },
    );
    const action = `${PATH}/${id}/pakai`;
    const page = await owner.submit(PATH, {}, { action, where: { menggantikan: '' } });
    expect(page.status).to.equal(409);
    expect((await stored().findOne({ _id: id as never }))?.current).to.equal(false);
  });

  it('10 MB of text with a page that says so, and 100 kB by its own limit', async () => {
    const before = await state(draft);
    const huge = fieldsOfBlocks('participation', { body: 'a'.repeat(10_000_000) });
    const refused = await sendDraft(owner, draft, huge);
    expect(refused.status).to.equal(413);
    expect(refused.text).to.include('terlalu besar');
    const large = fieldsOfBlocks('participation', { body: 'a'.repeat(100_000) });
    const kept = await sendDraft(owner, draft, large);
    expect(kept.status).to.equal(413);
    // What was typed is still in the form.
    expect(kept.text).to.include('Persingkat teksnya').and.include('a'.repeat(1_000));
    expect(await state(draft)).to.deep.equal(before);
  });

  it('two editors at once: the later one is told and loses nothing', async () => {
    const { revision = 0 } = await state(draft);
    const late = { revisi: String(revision) };
    await sendDraft(owner, draft, fieldsOfBlocks('participation', { title: 'Yang pertama' }));
    const own = { ...fieldsOfBlocks('participation', { title: 'Yang kedua' }), ...late };
    const told = await sendDraft(owner, draft, own);
    expect(told.status).to.equal(409);
    expect(told.text).to.include('Yang kedua').and.include('Tulisan Anda masih ada');
    expect((await state(draft)).source).to.include('Yang pertama');
  });

  it('to change, remove or publish again what is published', async () => {
    const id = await startDraft(owner, 'participation', { dari: 'galeri-resmi' });
    const { revision = 0 } = await state(id);
    await service().publish({ id, revision, replaces: '', by: by() });
    const before = await state(id);
    const blocks = [['title', 'Lain']] as const;
    const save = { id, revision, name: 'Lain', blocks, by: by() };
    const works = [
      () => service().save(save),
      () => service().publish({ id, revision, replaces: '', by: by() }),
      () => service().remove(id, revision, by()),
    ];
    for (const work of works) {
      const error = await work().catch((caught: unknown) => caught);
      expect(error).to.include({ code: 'TEMPLATE_PUBLISHED' });
    }
    expect(await state(id)).to.deep.equal(before);
    expect((await owner.open(`${PATH}/${id}`)).text).to.not.include('<textarea');
  });

  it('the second of two publishers at once; one version stays the current one', async () => {
    const [{ _id: current } = { _id: '' }] = await stored().find({ current: true }).toArray();
    const ids = [
      await startDraft(owner, 'participation'),
      await startDraft(owner, 'participation'),
    ];
    const results = await Promise.allSettled(
      ids.map((id) => service().publish({ id, revision: 1, replaces: String(current), by: by() })),
    );
    expect(results.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refused = results.find((one) => one.status === 'rejected');
    expect(refused?.reason).to.include({ code: 'STATE_CHANGED' });
    const now = await stored().find({ kind: 'participation', current: true }).toArray();
    expect(now).to.have.length(1);
  });

  it('a second trial run while one is under way', async () => {
    const { checks } = app.ikrar.certificates.templates;
    const session = app.session();
    const wording = { version: 'uji', source: builtInSource('participation') };
    const request = { session, kind: 'participation' as const, wording, name: 'Uji' };
    const begun = await Promise.all([checks.start(request), checks.start(request)]);
    expect(begun.sort()).to.deep.equal([false, true]);
    await checks.settled();
  });

  it('more drafts than anybody uses', async () => {
    const source = builtInSource('minutes');
    const start = { campaign: 'penuh', kind: 'minutes' as const, name: 'Uji', source };
    for (let i = 0; i < 20; i++) await service().start(start, by());
    const error = await service()
      .start(start, by())
      .catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'TEMPLATE_TOO_MANY' });
  });
});

describe('the thread that draws previews', function () {
  this.timeout(60_000);

  it('is ended when it takes too long, and the next one works', async () => {
    // Shorter than the drawing of so many: the deadline is what is tested, whatever held it up.
    const hasty = createPreviewMaker(TEMPLATES, { deadlineMs: 20 });
    const many = Array.from({ length: 400 }, () => participationData());
    const patient = createPreviewMaker(TEMPLATES);
    const wording = { version: 'uji', source: builtInSource('participation') };
    try {
      const results = await hasty.tryAll(many, wording);
      expect(results).to.have.length(400);
      for (const one of results) expect(one).to.deep.equal({ reason: 'TOO_SLOW', detail: '' });
      // The thread was ended with its work; a new one is there for the next.
      const [again] = await hasty.tryAll(many, wording);
      expect(again).to.include({ reason: 'TOO_SLOW' });
      expect(await patient.tryAll([participationData()], wording)).to.deep.equal([undefined]);
    } finally {
      await hasty.stop();
      await patient.stop();
    }
  });

  it('says of a wording what it can’t draw', async () => {
    const previews = createPreviewMaker(TEMPLATES);
    const source = builtInSource('participation');
    const reasonOf = async (text: string) => {
      const wording = {
        version: text.slice(0, 20),
        source: source.replace('diberikan kepada', text),
      };
      const [problem] = await previews.tryAll([participationData()], wording);
      return problem?.reason;
    };
    try {
      expect(await reasonOf('untuk 岩')).to.equal('MISSING_GLYPH');
      expect(await reasonOf('Panjang sekali. '.repeat(180))).to.equal('DOES_NOT_FIT');
      expect(await reasonOf('{{unknown}}')).to.equal('INTERNAL');
      expect(await reasonOf('dengan hormat kepada')).to.equal(undefined);
    } finally {
      await previews.stop();
    }
  });
});
