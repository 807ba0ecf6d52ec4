// The stage in real browsers over a real LiveKit: a speaker from the green room to the stage, with a
// shared screen and an interpreter beside; an official who gets the floor in the same room, is heard,
// and loses it; a second director; and a LiveKit that was killed in between.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { BrowserContext, Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { addPerson, personOf, stageLink } from '../stage/stage-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesGrow } from '../support/decoded-frames.ts';
import { isHeard, isSilent } from '../support/heard-sound.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';

const KARO = '12.06';

describe('the people of the stage', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let host: Page;
  let second: Page;
  let speaker: Page;
  let viewer: Page;
  let asking: Page;

  const enter = async (visitor: TestBrowser, path: string): Promise<Page> => {
    const context: BrowserContext = await browser.visitor({ camera: true });
    await countFrames(context);
    await context.addCookies(cookiesOf(visitor, app.url));
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(app.url + path);
    return page;
  };
  const openLink = async (role: 'speaker' | 'interpreter'): Promise<Page> => {
    const page = await enter(app.visitor(), await stageLink(app, role));
    await page.locator('main form button').click();
    await page.waitForURL('**/mimbar');
    return page;
  };
  const switchOn = async (page: Page, ...sources: string[]) => {
    for (const source of sources) {
      await page.locator(`[data-siar=${source}]`).click();
      await page.locator(`[data-siar=${source}][aria-pressed=true]`).waitFor();
    }
  };
  const step = (name: string, who: string) => host.locator(`[data-tindakan="${name} ${who}"]`);
  const whoIs = async (role: 'speaker' | 'interpreter') => `m-${(await personOf(app, role)).code}`;
  const inRoom = async () => {
    const { apiUrl, apiKey, apiSecret } = app.ikrar.engine.connection() ?? {};
    const rooms = new RoomServiceClient(apiUrl ?? '', apiKey, apiSecret);
    return rooms.listParticipants(`ikrar-${app.session()._id}`).catch(() => []);
  };
  const shown = (page: Page, slot: string) => page.locator(`video[data-bingkai=${slot}]:visible`);

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await addPerson(app, 'interpreter', 'Juru Bahasa Isyarat');
    await act(app, 'open-doors', 'go-live');
    const control = `/kendali/${app.session().slug}`;
    host = await enter(await signInStaff(app, 'pemimpin', 'owner'), control);
    second = await enter(await signInStaff(app, 'pendamping'), control);
    viewer = await enter(await registered(app, KARO, SEKDA), '/panggung');
    asking = await enter(await registered(app, KENDAL, SEKDA), '/panggung');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('lets a speaker check camera, microphone and level, and shows nothing of it to others', async () => {
    speaker = await openLink('speaker');
    await speaker.locator('[data-keadaan=waiting]').waitFor();
    await switchOn(speaker, 'camera', 'microphone');
    await speaker.waitForFunction(() => {
      const own = document.querySelector<HTMLVideoElement>('[data-video]');
      const level = document.querySelector<HTMLMeterElement>('[data-aras]')?.value ?? 0;
      return (own?.videoWidth ?? 0) > 0 && level > 0;
    });
    await host.locator('[data-panggung-daftar] li', { hasText: 'siap' }).waitFor();
    expect(await framesGrow(viewer, { more: 1, withinMs: 1_500 })).to.equal(false);
    await expectAccessible(speaker);
    await expectNoOverflow(speaker);
  });

  it('is brought on stage by the director, named by office, without joining anew', async () => {
    const before = (await inRoom()).find(({ identity }) => identity.startsWith('m-'));
    await step('bring', await whoIs('speaker')).click();
    await speaker.locator('[data-keadaan=onStage]').waitFor();
    expect(await framesGrow(viewer)).to.equal(true);
    const { title } = await personOf(app, 'speaker');
    await viewer.locator('[data-nama-jabatan]', { hasText: title }).waitFor();
    const after = (await inRoom()).find(({ identity }) => identity.startsWith('m-'));
    expect(after?.sid).to.equal(before?.sid);
    expect(after).to.include({ name: '', metadata: '' });
    await isHeard(viewer);
    await expectAccessible(host);
  });

  it('shares a screen: large, the speaker small beside it; the interpreter in a window', async () => {
    await switchOn(speaker, 'screen');
    await shown(viewer, 'small').waitFor();
    expect(await framesGrow(viewer)).to.equal(true);
    const interpreter = await openLink('interpreter');
    await switchOn(interpreter, 'camera');
    await step('bring', await whoIs('interpreter')).click();
    await shown(viewer, 'interpreter').waitFor();
    await expectAccessible(viewer);
    await expectNoOverflow(viewer);
    await speaker.locator('[data-siar=screen]').click();
    await shown(viewer, 'small').waitFor({ state: 'hidden' });
    await interpreter.context().close();
  });

  it('is silenced by the director and heard again; a second director is told who leads', async () => {
    const who = await whoIs('speaker');
    await step('mute', who).click();
    await speaker.locator('[data-keadaan-isi]', { hasText: 'dimatikan' }).waitFor();
    await isSilent(viewer);
    await second.locator('[data-pimpin-kata]', { hasText: 'Petugas pemimpin' }).waitFor();
    await second.locator(`[data-tindakan="unmute ${who}"]`).click();
    await second.locator('[role=alert]', { hasText: 'Petugas pemimpin' }).waitFor();
    await expectAccessible(second);
    await isSilent(viewer);
    await step('unmute', who).click();
    await isHeard(viewer);
    // Seen and not heard: the picture keeps everybody in the room.
    await step('mute', who).click();
    await isSilent(viewer);
  });

  it('gives an official the floor in place: named, seen and heard at another viewer', async () => {
    const before = (await inRoom()).filter(({ identity }) => identity.startsWith('p-'));
    await asking.locator('[data-angkat]').click();
    await asking.locator('[data-tangan-kata]', { hasText: 'urutan ke-1' }).waitFor();
    const row = host.locator('[data-tangan-daftar] li', { hasText: 'Kabupaten Kendal' });
    await row.getByText('Beri giliran').click();
    await asking.locator('[data-giliran-saya]').waitFor();
    await viewer.locator('[data-bicara-siapa]', { hasText: 'Kabupaten Kendal' }).waitFor();
    await expectAccessible(asking);
    await expectNoOverflow(asking);
    await isSilent(viewer);
    await asking.locator('[data-bicarakan=microphone]').click();
    await isHeard(viewer);
    await asking.locator('[data-bicarakan=camera]').click();
    await shown(viewer, 'floor').waitFor();
    for (const { identity, sid } of before) {
      const now = (await inRoom()).find((one) => one.identity === identity);
      expect(now?.sid, identity).to.equal(sid);
    }
    await expectAccessible(viewer);
  });

  it('ends the turn: silent, hidden again, and still watching', async () => {
    await host.locator('[data-tangan-daftar] button', { hasText: 'Akhiri giliran' }).click();
    await asking.locator('[data-giliran-saya]').waitFor({ state: 'hidden' });
    await isSilent(viewer);
    await until('everybody is hidden again', async () =>
      (await inRoom())
        .filter(({ identity }) => identity.startsWith('p-'))
        .every(({ permission, tracks }) => permission?.hidden && tracks.length === 0),
    );
    await viewer.locator('[data-bicara]').waitFor({ state: 'hidden' });
  });

  it('closes somebody’s turn; it stays closed when they load the page anew', async () => {
    await asking.locator('[data-angkat]').click();
    const row = host.locator('[data-tangan-daftar] li', { hasText: 'Kabupaten Kendal' });
    await row.getByText('Tutup gilirannya').click();
    const told = asking.locator('[data-tangan-kata]', { hasText: 'menutup giliran' });
    await told.waitFor();
    await asking.reload();
    await told.waitFor();
    expect(await asking.locator('[data-angkat]').isVisible()).to.equal(false);
  });

  it('keeps who is on stage when LiveKit is killed: seen again without a step, and sent back', async () => {
    expect(await framesGrow(viewer)).to.equal(true);
    const { engine, base } = app.ikrar;
    const down = new Promise<void>((resolve) => {
      engine.onChange(({ state }) => state !== 'ready' && resolve());
    });
    const file = join(base.config.DATA_DIR, 'run', 'livekit-pid.json');
    process.kill(JSON.parse(await readFile(file, 'utf8')).pid, 'SIGKILL');
    await down;
    await until('engine ready', () => engine.status().state === 'ready', 40_000);
    expect(await framesGrow(viewer, { withinMs: 40_000 })).to.equal(true);
    expect(await speaker.locator('[data-keadaan=onStage]').count()).to.equal(1);
    await step('send-back', await whoIs('speaker')).click();
    await speaker.locator('[data-keadaan=waiting]').waitFor();
    await until('nobody publishes', async () =>
      (await inRoom()).every(({ tracks }) => tracks.length === 0),
    );
  });
});
