// Officials for tests: from a code to a checked-in person, and the event moved by its own service.
import type { SessionAction } from '../../server/protocol/session.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const KENDAL = '33.24';
export const SEKDA = 'sekretaris-daerah';
export const INPUT = { name: 'Pejabat Uji', acting: 'Plt.', contact: '0812 0000', pin: '135790' };
export const BY = { actor: { kind: 'system', id: 'uji', label: 'Uji' }, address: '' } as const;

/** Moves the default session, one action after the other. */
export async function act(app: TestApp, ...actions: SessionAction[]): Promise<void> {
  for (const action of actions) {
    await app.ikrar.domains.sessions.act({ session: app.session()._id, action, ...BY });
  }
}

/** The seat of an office in a region. */
export async function seatOf(app: TestApp, region: string, office: string) {
  const seats = await app.ikrar.domains.invitations.listOfRegion(app.session()._id, region);
  const seat = seats.find((one) => one.office === office);
  if (!seat) throw new Error(`No seat ${office} in ${region}`);
  return seat;
}

/** A new browser that has opened the invitation of a seat. */
export async function invited(app: TestApp, region: string, office: string): Promise<TestBrowser> {
  const browser = app.visitor();
  await browser.open(`/u/${await app.codeOf(region, office)}`);
  return browser;
}

/** A new browser whose official has registered; checked in too when the doors are open. */
export async function registered(
  app: TestApp,
  region: string,
  office: string,
): Promise<TestBrowser> {
  const browser = await invited(app, region, office);
  const answer = await browser.submit('/lapor-hadir', INPUT, { action: '/lapor-hadir' });
  if (answer.status !== 200) throw new Error(`Not registered: ${answer.status}`);
  return browser;
}

/** From the doors to the open signing, all clauses read. */
export const READ_ALL: SessionAction[] = [
  'start-reading',
  'next-clause',
  'next-clause',
  'next-clause',
  'next-clause',
  'next-clause',
];

/** Ticks the clauses on the plain page, from `first` to the fourth. */
export async function tickAll(browser: TestBrowser, first = 1): Promise<void> {
  for (let clause = first; clause <= 4; clause++) {
    const where = { clause: String(clause) };
    await browser.submit('/ikrar?teks=1', {}, { action: '/panggung/butir', where });
  }
}
