// What a state of a page is, and the steps that several states share.
import type { Page } from 'playwright-core';
import type { PageWorld, Phase, Who } from './page-world.ts';

export interface PageState {
  name: string;
  /** The route's path in the route table. */
  route: string;
  phase: Phase;
  as?: Who;
  /** The address; the route's own when it has no parameters. */
  path?: (world: PageWorld) => string | Promise<string>;
  /** Brings the open page into the state. */
  prepare?: (page: Page, world: PageWorld) => Promise<unknown>;
  /** Of the answer; 200 unless told. */
  status?: number;
  /** Also checked in English. */
  english?: true;
}

/** Waits for what the state shows. */
export const shown = (selector: string) => (page: Page) => page.locator(selector).waitFor();
/** Run in the page: a picture has arrived and moves. */
const isPlaying = (): boolean =>
  [...document.querySelectorAll('video')].some((one) => one.videoWidth > 0 && one.currentTime > 0);
export const playing = (page: Page) =>
  page.waitForFunction(isPlaying, undefined, { timeout: 30_000 });
/** Drops a file on the verification page and waits for its answer. */
export const drop = (bytes: Buffer, name: string, verdict: string) => async (page: Page) => {
  await page.locator('#berkas').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes });
  await page.locator(verdict).waitFor();
};
export const verdict = (state: string) => `[data-putusan].p-${state}`;
/** The control room of the default session. */
export const room = ({ app }: PageWorld) => `/kendali/${app.session().slug}`;
export const staff = { as: 'owner' } as const;
/** The page as text, which needs no script. */
export const asText = (route: string) => ({ route, path: () => `${route}?teks=1` });
