// The event of 7 October 2020 for the tests of pages: one application that is led from phase to
// phase, with officials, staff and lecterns whose browsers can be opened in any of them.
import type { BrowserContext } from 'playwright-core';
import type { SessionAction } from '../../server/protocol/session.ts';
import { signInStaff } from '../control/staff-world.ts';
import { type MailServer, startMailServer } from '../delivery/mail-server.ts';
import { act, invited, KENDAL, registered, SEKDA, seatOf } from '../official/official-world.ts';
import { screenInTurn, sharedScreen, vouchFor } from '../shared-rooms/shared-screen.ts';
import { stageLink } from '../stage/stage-world.ts';
import { captioner } from '../talk/talk-world.ts';
import type { TestBrowser } from './browser.ts';
import { cookiesOf } from './cookies-of.ts';
import { createPageFiles, type PageFiles } from './page-files.ts';
import { openRealBrowser, type RealBrowser } from './real-browser.ts';
import { runningClock } from './running-clock.ts';
import type { TestApp } from './start-app.ts';
import { startAppOnAir } from './start-app-on-air.ts';
import { until } from './until.ts';

export const PHASES = [
  'scheduled',
  'doors',
  'live',
  'paused',
  'reading',
  'signing',
  'held',
  'closed',
  'late',
  'sealed',
  'ended',
] as const;
export type Phase = (typeof PHASES)[number];
/**
 * Whose browser: `reading` waits to sign, `signed` has signed, `other` is a device without a PIN,
 * `screen` is shared by a room, `turn` the same while somebody signs there.
 */
export type Who =
  | 'stranger'
  | 'invited'
  | 'early'
  | 'reading'
  | 'signed'
  | 'other'
  | 'screen'
  | 'turn'
  | 'owner'
  | 'captioner'
  | 'reader'
  | 'speaker';

const KARO = '12.06';
const CLAUSES = [1, 2, 3, 4];
const STEPS: Record<Phase, SessionAction[]> = {
  scheduled: [],
  doors: ['open-doors'],
  live: ['go-live'],
  paused: ['pause'],
  reading: ['resume', 'start-reading', 'next-clause', 'next-clause'],
  signing: ['next-clause', 'next-clause', 'next-clause', 'open-signing'],
  held: ['pause-signing'],
  closed: ['resume-signing', 'close-signing'],
  late: ['open-late'],
  sealed: ['close-late'],
  ended: ['end'],
};

export interface PageWorld {
  app: TestApp;
  browser: RealBrowser;
  /** What invitations go through. */
  mail: MailServer;
  /** Certificates of each kind, from the phase `signing` on. */
  files(): PageFiles;
  /** Leads the event to a phase; never back. */
  reach(phase: Phase): Promise<void>;
  /** A new browser with the cookies of somebody. */
  enter(who: Who): Promise<BrowserContext>;
  /** Path of the reader's or first speaker's link. */
  lecternLink(role: 'reader' | 'speaker'): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the application with a real stream; `fill` brings more people at the signing. */
export async function createPageWorld(
  fill: (app: TestApp, phase: Phase) => Promise<void> = async () => undefined,
): Promise<PageWorld> {
  const clock = runningClock();
  const mail = await startMailServer();
  const environment = {
    SMTP_URL: mail.url,
    SMTP_FROM: 'Ikrar <ikrar@uji.go.id>',
    MAIL_PER_MINUTE: '6000',
  };
  const app = await startAppOnAir({ clock, environment });
  const browser = await openRealBrowser({ light: true });
  const people = new Map<Who, TestBrowser>([['stranger', app.visitor()]]);
  const keep = async (who: Who, visitor: Promise<TestBrowser>) => people.set(who, await visitor);
  let reached = 0;
  let files: PageFiles | undefined;

  const registrationOf = async (region: string, office: string) => {
    const seat = await seatOf(app, region, office);
    const found = await app.ikrar.domains.registrations.findOfSeat(seat._id);
    if (!found) throw new Error(`Nobody at ${office} in ${region}`);
    return found;
  };
  const tick = async (region: string, office: string, clauses: number[]) => {
    const registration = await registrationOf(region, office);
    for (const clause of clauses) {
      await app.ikrar.domains.ceremony.tick(registration, app.session(), clause);
    }
  };

  const begin = async () => {
    await keep('owner', signInStaff(app, 'petugas', 'owner'));
    const owner = people.get('owner');
    if (owner) await keep('captioner', captioner(app, owner));
    await keep('invited', invited(app, KENDAL, 'inspektorat'));
    await keep('early', registered(app, KENDAL, 'kepala-daerah'));
  };
  const after: Partial<Record<Phase, () => Promise<void>>> = {
    async doors() {
      await keep('reading', registered(app, KENDAL, SEKDA));
      await keep('signed', registered(app, KARO, 'inspektorat'));
      await keep('other', invited(app, KENDAL, SEKDA));
      for (const office of [SEKDA, 'kepala-daerah']) await registered(app, KARO, office);
      await keep('screen', sharedScreen(app, KARO, 'inspektorat'));
      await vouchFor(app, KARO, 'kepala-daerah');
    },
    async live() {
      const host = await (await enter('owner')).newPage();
      await host.goto(`${app.url}/kendali/${app.session().slug}`);
      await host.locator('[data-penyaji]').click();
      await until('a test picture', () => app.session().status.stream === 'test');
      await host.context().close();
    },
    async reading() {
      await tick(KENDAL, SEKDA, [1]);
      await keep('turn', screenInTurn(app, KARO, SEKDA));
    },
    async signing() {
      await tick(KENDAL, SEKDA, [2, 3, 4]);
      for (const office of ['inspektorat', SEKDA, 'kepala-daerah']) {
        await tick(KARO, office, CLAUSES);
      }
      const [sample, valid, revoked] = await Promise.all(
        ['inspektorat', SEKDA, 'kepala-daerah'].map((office) => registrationOf(KARO, office)),
      );
      if (!sample || !valid || !revoked) throw new Error('Nobody to sign');
      files = await createPageFiles(app, { sample, valid, revoked });
    },
    // What arrives within five seconds of the closing still counts.
    closed: async () => clock.advance(6_000),
    // The seal waits until what was received is written, and for the log.
    async sealed() {
      clock.advance(11_000);
      const { domains, log } = app.ikrar;
      const session = app.session()._id;
      const isLogged = async () => (await log.service.stateOf(session)).pending === 0;
      await until('a head over every leaf', isLogged);
      await domains.signatures.drain();
      await act(app, 'seal');
    },
  };

  const enter = async (who: Who): Promise<BrowserContext> => {
    const context = await browser.visitor();
    const visitor = people.get(who) ?? (await lectern(who));
    await context.addCookies(cookiesOf(visitor, app.url));
    return context;
  };
  const lecternLink = (role: 'reader' | 'speaker') => stageLink(app, role);
  const lectern = async (who: Who): Promise<TestBrowser> => {
    if (who !== 'reader' && who !== 'speaker') throw new Error(`${who} has not come yet`);
    const visitor = app.visitor();
    await visitor.submit(await lecternLink(who), {});
    people.set(who, visitor);
    return visitor;
  };

  return {
    app,
    browser,
    mail,
    enter,
    lecternLink,
    files() {
      if (!files) throw new Error('Nothing is issued before the signing');
      return files;
    },
    async reach(phase) {
      const { engine } = app.ikrar;
      if (reached === 0) {
        await begin();
        reached = 1;
        await until('engine ready', () => engine.status().state === 'ready', 240_000);
      }
      for (; reached <= PHASES.indexOf(phase); reached++) {
        const next = PHASES[reached] ?? phase;
        await act(app, ...STEPS[next]);
        await after[next]?.();
        await fill(app, next);
      }
    },
    async stop() {
      await browser.close();
      await mail.stop();
      await app.stop();
    },
  };
}

export { KENDAL };
