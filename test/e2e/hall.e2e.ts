// Places that many share, in real browsers over a real LiveKit: the hall's camera and sound as one
// participant, in layers of which each viewer gets what its window needs; and a shared room that
// has the floor by its screen and speaks as one.
import { expect } from 'chai';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { BrowserContext, Page } from 'playwright-core';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { SHARED_PLACE, sharedRoom, sharedScreen } from '../shared-rooms/shared-screen.ts';
import { addPerson, direct, personOf, stageLink } from '../stage/stage-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesGrow } from '../support/decoded-frames.ts';
import { isHeard, isSilent } from '../support/heard-sound.ts';
import { DESKTOP, openRealBrowser, PHONE, type RealBrowser } from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';

const KARO = '12.06';
const HALL = 'Aula Uji';

/** Run in the page: for each picture that it sends, which of its layers are on. */
const layersSent = (): boolean[][] => {
  // Set by countFrames.
  const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
  return keptConnections
    .filter(({ connectionState }) => connectionState !== 'closed')
    .flatMap((connection) => connection.getSenders())
    .filter(({ track }) => track?.kind === 'video')
    .map((sender) => sender.getParameters().encodings.map(({ active }) => active !== false));
};
/** Run in the page: the width of the picture in its large window, as it arrives. */
const widthSeen = (): number =>
  document.querySelector<HTMLVideoElement>('video[data-bingkai=main]')?.videoWidth ?? 0;

describe('places that many share', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let viewer: Page;
  let hall: Page;
  let screen: Page;
  let member: Page;

  const enter = async (visitor: TestBrowser, path: string): Promise<Page> => {
    const context: BrowserContext = await browser.visitor({ camera: true });
    await countFrames(context);
    await context.addCookies(cookiesOf(visitor, app.url));
    const page = await context.newPage();
    await page.goto(app.url + path);
    return page;
  };
  /** Who publishes something: what their identity begins with, and their tracks. */
  const publishers = async () => {
    const { apiUrl, apiKey, apiSecret } = app.ikrar.engine.connection() ?? {};
    const rooms = new RoomServiceClient(apiUrl ?? '', apiKey, apiSecret);
    const all = await rooms.listParticipants(`ikrar-${app.session()._id}`);
    return all
      .filter(({ tracks }) => tracks.length > 0)
      .map(({ identity, tracks }) => ({ person: identity.replace(/\.[^.]*$/, ''), tracks }));
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await addPerson(app, 'hall', HALL);
    await act(app, 'open-doors', 'go-live');
    viewer = await enter(await registered(app, KENDAL, SEKDA), '/panggung');
    hall = await enter(app.visitor(), await stageLink(app, 'hall'));
    await hall.locator('main form button').click();
    await hall.waitForURL('**/mimbar');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('shows and sounds the hall as one participant', async () => {
    for (const source of ['camera', 'microphone']) {
      await hall.locator(`[data-siar=${source}]`).click();
      await hall.locator(`[data-siar=${source}][aria-pressed=true]`).waitFor();
    }
    const { code } = await personOf(app, 'hall');
    await direct(app, 'bring', `m-${code}`);
    await hall.locator('[data-keadaan=onStage]').waitFor();
    expect(await framesGrow(viewer), 'pictures of the hall').to.equal(true);
    await isHeard(viewer);
    await viewer.locator('[data-nama-jabatan]', { hasText: HALL }).waitFor();
    const [one, ...others] = await publishers();
    expect(others).to.have.length(0);
    expect(one?.person).to.match(new RegExp(`^m-\\d+-${code}$`));
    expect(one?.tracks).to.have.length(2);
  });

  it('sends the camera in layers, and each window gets what it can show', async () => {
    const [one] = await publishers();
    const camera = one?.tracks.find(({ simulcast }) => simulcast);
    expect(camera?.layers.length, 'layers of the camera').to.be.above(1);
    const layers = async () => (await hall.evaluate(layersSent))[0] ?? [];
    await viewer.setViewportSize(DESKTOP);
    await until('all of it, for a large window', async () => (await layers()).at(-1) === true);
    const large = await (async () => {
      await until('a large picture', async () => (await viewer.evaluate(widthSeen)) > 640);
      return viewer.evaluate(widthSeen);
    })();
    // A small window is sent a smaller layer (adaptive stream), and what nobody watches is not
    // even sent to the server (dynacast).
    await viewer.setViewportSize(PHONE);
    await until('a smaller picture', async () => (await viewer.evaluate(widthSeen)) < large);
    await until('the largest layer rests', async () => (await layers()).at(-1) === false);
    expect((await layers()).some(Boolean), 'another goes on').to.equal(true);
    await viewer.setViewportSize(DESKTOP);
    await until('it comes back', async () => (await viewer.evaluate(widthSeen)) === large);
  });

  it('gives a shared room the floor by its screen: one voice, whoever raised the hand', async () => {
    const inRoom = await registered(app, KARO, SEKDA);
    screen = await enter(await sharedScreen(app, KARO, SEKDA), '/layar');
    member = await enter(inRoom, '/panggung');
    const { _id } = await sharedRoom(app, KARO);
    const who = `r-${_id}`;
    await direct(app, 'mute', `m-${(await personOf(app, 'hall')).code}`);
    await isSilent(viewer);
    await member.locator('[data-angkat]').click();
    await member.locator('[data-tangan-kata]', { hasText: SHARED_PLACE }).waitFor();
    await until('the hand', async () => {
      const { hands } = await app.ikrar.stage.memory.refresh(app.session()._id);
      return hands.some((hand) => hand.who === who);
    });
    await direct(app, 'give', who);
    await screen.locator('[data-giliran-saya]').waitFor();
    await member.locator('[data-tangan-kata]', { hasText: 'layar bersama' }).waitFor();
    expect(await member.locator('[data-giliran-saya]').isVisible()).to.equal(false);
    await viewer.locator('[data-bicara-siapa]', { hasText: SHARED_PLACE }).waitFor();
    await screen.locator('[data-bicarakan=microphone]').click();
    await isHeard(viewer);
    await screen.locator('[data-bicarakan=camera]').click();
    await viewer.locator('video[data-bingkai=floor]:visible').waitFor();
    const people = (await publishers()).map(({ person }) => person);
    expect(people.filter((person) => !person.startsWith('m-'))).to.deep.equal([who]);
  });

  it('ends the room’s turn: silent, and nobody of it publishes', async () => {
    await direct(app, 'end');
    await screen.locator('[data-giliran-saya]').waitFor({ state: 'hidden' });
    await isSilent(viewer);
    await until('the room is a viewer again', async () =>
      (await publishers()).every(({ person }) => person.startsWith('m-')),
    );
    await member.locator('[data-angkat]').waitFor();
  });
});
