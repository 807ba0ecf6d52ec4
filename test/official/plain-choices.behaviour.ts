// What a browser without a script chooses and does by forms: the way of following, and reactions.
import { expect } from 'chai';
import { NO_REACTIONS } from '../../server/protocol/talk.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';
import { act, INPUT, invited, KENDAL, registered, SEKDA } from './official-world.ts';

const PLAIN = '/panggung/teks';
const MODE = '/panggung/cara';
const REACT = '/panggung/tanggapan';

describe('choices without a script', function () {
  this.timeout(30_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
    await act(app, 'open-doors');
  });
  after(() => app?.stop());

  const isLight = async (browser: TestBrowser) =>
    (await browser.open(PLAIN)).text.includes(' data-ringan>');
  const chosen = async (browser: TestBrowser) =>
    /name="mode" value="(\w+)" checked/.exec((await browser.open(PLAIN)).text)?.[1];
  const checkIn = (browser: TestBrowser, fields: Record<string, string>) =>
    browser.submit('/lapor-hadir', { ...INPUT, ...fields }, { action: '/lapor-hadir' });
  /** The answer's own cookies, before any redirect is followed. */
  const answerTo = async (browser: TestBrowser, path: string, fields: Record<string, string>) => {
    const _csrf = formTokenIn((await browser.open(PLAIN)).text);
    return fetch(app.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: browser.cookies() },
      body: new URLSearchParams({ _csrf, ...fields }),
    });
  };

  describe('of the way of following', () => {
    it('made at check-in make the pages after it light, at once', async () => {
      const browser = await invited(app, KENDAL, 'inspektorat');
      expect((await checkIn(browser, { mode: 'text' })).status).to.equal(200);
      expect(browser.cookies()).to.include('ikrar_cara=text');
      expect(await isLight(browser)).to.equal(true);
      expect(await chosen(browser)).to.equal('text');
    });

    it('are kept while a form with mistakes is corrected', async () => {
      const browser = await invited(app, KENDAL, 'kepala-bkd');
      const { status, text } = await checkIn(browser, { name: '', mode: 'audio' });
      expect(status).to.equal(400);
      expect(text)
        .to.match(/value="audio" checked/)
        .and.to.not.match(/value="video" checked/);
    });

    it('that do not exist are none, and nobody is refused for them', async () => {
      const browser = await invited(app, '12.06', SEKDA);
      expect((await checkIn(browser, { mode: 'hologram' })).status).to.equal(200);
      expect(browser.cookies()).to.not.include('ikrar_cara');
      expect(await chosen(browser)).to.equal('video');
      const { text } = await fetch(app.url + PLAIN, {
        headers: { cookie: `${browser.cookies()}; ikrar_cara=hologram` },
      }).then(async (answer) => ({ text: await answer.text() }));
      expect(text).to.match(/value="video" checked/);
    });

    it('are changed on the plain stage, in a cookie that the other pages’ script can read', async () => {
      const browser = await registered(app, KENDAL, SEKDA);
      const text = await answerTo(browser, MODE, { mode: 'text' });
      expect([text.status, text.headers.get('location')]).to.deep.equal([303, PLAIN]);
      const cookie = text.headers.getSetCookie().find((one) => one.startsWith('ikrar_cara='));
      expect(cookie).to.match(/^ikrar_cara=text; Max-Age=31536000; Path=\/;/);
      expect(cookie).to.include('SameSite=Lax').and.to.not.include('HttpOnly');
      const sound = await answerTo(browser, MODE, { mode: 'audio' });
      expect(sound.headers.get('location')).to.equal('/panggung');
      await browser.submit(PLAIN, { mode: 'text' }, { action: MODE });
      expect(await chosen(browser)).to.equal('text');
      await browser.submit(PLAIN, { mode: 'audio' }, { action: MODE });
      expect(await chosen(browser)).to.equal('audio');
      expect(await isLight(browser)).to.equal(false);
    });

    it('are refused when they are unknown, forged or a stranger’s', async () => {
      const browser = await registered(app, '12.06', 'inspektorat');
      for (const fields of [{ mode: 'hologram' }, {}, { mode: '' }]) {
        const answer = await answerTo(browser, MODE, fields as Record<string, string>);
        expect(answer.status).to.equal(400);
        expect(answer.headers.getSetCookie().join()).to.not.include('ikrar_cara');
      }
      expect((await browser.post(MODE, { mode: 'text' })).status).to.equal(403);
      const stranger = app.visitor();
      await stranger.open('/');
      const _csrf = formTokenIn((await stranger.open('/')).text);
      expect((await stranger.post(MODE, { mode: 'text', _csrf })).status).to.equal(401);
      expect(browser.cookies() + stranger.cookies()).to.not.include('ikrar_cara');
    });
  });

  describe('of a reaction', () => {
    let clapper: TestBrowser;
    const total = () => app.ikrar.domains.talk.stores.reactions.total(app.session()._id);

    it('have no button before the event is live', async () => {
      clapper = await registered(app, '12.06', 'kepala-bkd');
      expect((await clapper.open(PLAIN)).text).to.not.include(REACT);
    });

    it('are counted in the same ticks as taps, at most once a second, and said once', async () => {
      await act(app, 'go-live');
      const fields = { reaction: 'applause' };
      const { text, url } = await clapper.submit(PLAIN, fields, { action: REACT });
      expect(url.pathname).to.equal(PLAIN);
      expect(text).to.include('Tanggapan Anda diterima');
      expect((await clapper.open(PLAIN)).text).to.not.include('Tanggapan Anda diterima');
      const other = await registered(app, KENDAL, 'kepala-daerah');
      const both = await Promise.all(
        ['thanks', 'thanks'].map((reaction) => answerTo(other, REACT, { reaction })),
      );
      expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
      await becomes(total, { ...NO_REACTIONS, applause: 1, thanks: 1 });
      const { headers } = await fetch(`${app.url}${PLAIN}?ditanggapi=1`, {
        headers: { cookie: clapper.cookies() },
      });
      expect(headers.get('refresh')).to.equal(`60; url=${PLAIN}`);
    });

    it('are refused when they are unknown, forged, a stranger’s or too late', async () => {
      const before = await total();
      expect((await answerTo(clapper, REACT, { reaction: 'confetti' })).status).to.equal(400);
      expect((await clapper.post(REACT, { reaction: 'applause' })).status).to.equal(403);
      const stranger = app.visitor();
      const _csrf = formTokenIn((await stranger.open('/')).text);
      expect((await stranger.post(REACT, { reaction: 'applause', _csrf })).status).to.equal(401);
      await act(app, 'end');
      const late = await answerTo(clapper, REACT, { reaction: 'applause' });
      expect(late.status).to.equal(409);
      expect(await late.text()).to.include('selesai');
      expect((await clapper.open(PLAIN)).text).to.not.include(REACT);
      expect(await total()).to.deep.equal(before);
    });
  });
});
