// One official with a record, for tests of the pages about minutes: present as a plain page is.
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

/** Past what a break may be to be no gap, within what a plain page's presence lasts. */
export const MINUTE = 60_000;

/** The registration of the official whose cookies a browser holds. */
export async function registrationIn(app: TestApp, region: string, office: string) {
  const { invitations, registrations } = app.ikrar.domains;
  const seats = await invitations.listOfRegion(app.session()._id, region);
  const seat = seats.find((one) => one.office === office);
  const found = seat && (await registrations.findOfSeat(seat._id));
  if (!found) throw new Error(`Nobody at ${office} in ${region}`);
  return found;
}

/** Stays on the plain page for `minutes`, which renews its presence every minute. */
export async function stayPlain(
  browser: TestBrowser,
  clock: { advance(milliseconds: number): void },
  minutes: number,
): Promise<void> {
  await browser.open('/kehadiran?teks=1');
  for (let minute = 0; minute < minutes; minute++) {
    clock.advance(MINUTE);
    await browser.open('/kehadiran?teks=1');
  }
}

/** Sends an objection by the form of the plain page. */
export const objectTo = (browser: TestBrowser, note: string) =>
  browser.submit('/kehadiran/keberatan', { note }, { action: '/kehadiran/keberatan' });

/** Objections as they are stored. */
export const storedObjections = (app: TestApp) =>
  app.database.connection
    .collection<{ _id: string; registration: string; state: string; answer: string | null }>(
      'objections',
    )
    .find()
    .sort({ at: 1 })
    .toArray();

/** What a page says, without its markup. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ');
