// Every page of the composed application's route table, in every state, in a real browser on a real
// server with a real stream: accessible, within its window, complete, silent and light.
import { expect } from 'chai';
import { expectSound, isAnnounced, measureFirstView, openState } from '../support/page-checks.ts';
import { NOT_PAGES, PAGE_STATES } from '../support/page-states.ts';
import { createPageWorld, type PageWorld, PHASES } from '../support/page-world.ts';

const STAGE_MAX = 120_000;
const PAGE_MAX = 60_000;
/** First views that are measured: the stage with its fonts, the others without. */
const WEIGHED = [
  'beranda',
  'lapor-undangan',
  'papan-awal',
  'upacara-menunggu',
  'masuk',
  'pilih-acara',
  'akun',
  'kursi',
  'kendali-persiapan',
  'matriks-persiapan',
  'hubungi-persiapan',
  'mimbar-pembaca',
  'verifikasi',
  'verifikasi-tak-dikenal',
  'halaman-tak-ada',
  'ikrar-belum',
  'panggung-teks-menunggu',
  'panggung-menunggu',
  'kehadiran-menunggu',
  'keberatan-kosong',
];

describe('every page in every state', function () {
  this.timeout(120_000);
  let world: PageWorld;

  before(async function () {
    this.timeout(300_000);
    world = await createPageWorld();
    await world.reach('scheduled');
  });
  after(() => world?.stop());

  it('has an entry for each page of the route table, and none for others', async () => {
    const known = new Set([...PAGE_STATES.map(({ route }) => route), ...Object.keys(NOT_PAGES)]);
    const routes = world.app.ikrar.routes
      .filter(({ method, path }) => method === 'get' && !path.startsWith('/api/'))
      .map(({ path }) => path);
    expect(routes.filter((path) => !known.has(path))).to.deep.equal([]);
    expect([...known].filter((path) => path !== '*' && !routes.includes(path))).to.deep.equal([]);
    for (const path of Object.values(NOT_PAGES)) {
      const { status, headers } = await fetch(world.app.url + path, { redirect: 'manual' });
      const isPage = status < 300 && headers.get('content-type')?.startsWith('text/html');
      expect(isPage, path).to.not.equal(true);
    }
  });

  for (const phase of PHASES) {
    describe(`when the event is at ${phase}`, () => {
      for (const state of PAGE_STATES.filter((one) => one.phase === phase)) {
        for (const language of state.english ? (['id', 'en'] as const) : (['id'] as const)) {
          it(`${state.name} (${language}) is sound`, async () => {
            world.browser.complaints.splice(0);
            const page = await openState(world, state, language === 'en' ? { language } : {});
            await expectSound(page, language);
            await page.context().close();
            const complaints = world.browser.complaints.splice(0);
            expect(complaints.filter((one) => !isAnnounced(one, state))).to.deep.equal([]);
          });
        }
        if (!WEIGHED.includes(state.name)) continue;
        it(`${state.name} is light at first view`, async () => {
          const view = await measureFirstView(world, state);
          const { fonts, others, stream } = view;
          let { fontsBeforePaint } = view;
          // A busy machine may paint late: only what each view asks for before is the page's own.
          for (let again = 0; again < 2 && fontsBeforePaint > 1; again++) {
            ({ fontsBeforePaint } = await measureFirstView(world, state));
          }
          world.browser.complaints.splice(0);
          expect(others, 'nothing was measured').to.be.above(2_000);
          if (state.route === '/panggung') expect(fonts + others).to.be.at.most(STAGE_MAX);
          else expect(others).to.be.at.most(PAGE_MAX);
          expect(stream, 'files of the stream’s library').to.equal(0);
          expect(fontsBeforePaint, 'fonts before the first paint').to.be.at.most(1);
        });
      }
      if (phase !== 'live') return;
      it('loads the stream’s library once there is a stream to watch', async () => {
        const onAir = PAGE_STATES.find(({ name }) => name === 'panggung-siaran');
        if (!onAir) throw new Error('No stage on air');
        expect((await measureFirstView(world, onAir)).stream).to.be.above(0);
        world.browser.complaints.splice(0);
      });
    });
  }
});
