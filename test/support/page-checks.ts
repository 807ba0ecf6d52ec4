// What every page must be: accessible, within its window, complete in words, light at first view.
import { expect } from 'chai';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { PageState } from './page-states.ts';
import type { PageWorld } from './page-world.ts';
import { expectAccessible, expectNoOverflow, PHONE } from './real-browser.ts';

/** The narrowest and widest, the two of the design, and both sides of where layouts change. */
const WIDTHS = [320, 390, 600, 768, 899, 900, 1180, 1440, 1920];
/**
 * Words a person gets to see or hear: the visible text and the names given by attributes. What
 * quotes a wording of certificates (`data-kutipan`) may hold the wording's own braces.
 */
const WORDS = `[
  document.title,
  [...document.querySelectorAll('[data-kutipan]')].reduce(
    (text, one) => (one.innerText ? text.replace(one.innerText, '') : text), document.body.innerText),
  ...[...document.querySelectorAll('[aria-label],[title],[alt],[placeholder]')].flatMap((one) =>
    ['aria-label', 'title', 'alt', 'placeholder'].map((name) => one.getAttribute(name) ?? '')),
].join('\\n')`;
const UNFINISHED = /\[[\w-]+(\.[\w-]+)+\]|\{\{|\{\w+\}|\bundefined\b|\bNaN\b|\bnull\b|\[object/;

/** Opens a state in a browser of its own; `language` as chosen by the visitor. */
export async function openState(
  world: PageWorld,
  state: PageState,
  { language }: { language?: 'en' } = {},
): Promise<Page> {
  await world.reach(state.phase);
  const context: BrowserContext = await world.enter(state.as ?? 'stranger');
  if (language) {
    await context.addCookies([{ name: 'ikrar_bahasa', value: language, url: world.app.url }]);
  }
  const page = await context.newPage();
  const path = state.path ? await state.path(world) : state.route;
  const answered = state.prepare ? undefined : (state.status ?? 200);
  const response = await page.goto(world.app.url + path, { waitUntil: 'load' });
  if (answered) expect(response?.status(), `status of ${path}`).to.equal(answered);
  await state.prepare?.(page, world);
  return page;
}

/** A browser reports the refusal of a page, or of a form sent on it, as a failed load. */
export const isAnnounced = (complaint: string, { status }: PageState): boolean =>
  status !== undefined && complaint.includes(`status of ${status}`);

/** Fails on a page without a language, title or heading, or with an unfinished text. */
export async function expectComplete(page: Page, language = 'id'): Promise<void> {
  expect(await page.evaluate('document.documentElement.lang')).to.equal(language);
  expect((await page.title()).trim()).to.not.equal('');
  const headings = await page.locator('h1:visible').allTextContents();
  const hidden = await page.locator('h1.baca-layar').allTextContents();
  const all = [...headings, ...hidden].map((text) => text.trim());
  expect(all.filter(Boolean), 'headings of the first level').to.have.length.above(0);
  const words = String(await page.evaluate(WORDS));
  expect(words.match(UNFINISHED)?.[0], 'unfinished text').to.equal(undefined);
}

/** All of it, at 390 and 1440 pixels and every width from 320 to 1920. */
export async function expectSound(page: Page, language = 'id'): Promise<void> {
  await expectComplete(page, language);
  // Another language has the same elements in other words: one look at them is enough.
  await expectAccessible(page, language === 'id' ? undefined : [PHONE]);
  await expectNoOverflow(page, WIDTHS);
}

export interface FirstView {
  /** Bytes as they travelled, headers included. */
  fonts: number;
  others: number;
  /** Files of the stream's library; only a page that is on the stream may load it. */
  stream: number;
  /** Fonts asked for before anything was painted. */
  fontsBeforePaint: number;
}

/** What a state's first view loads into an empty cache, by the browser's own account. */
export async function measureFirstView(world: PageWorld, state: PageState): Promise<FirstView> {
  await world.reach(state.phase);
  const context = await world.enter(state.as ?? 'stranger');
  const page = await context.newPage();
  const network: CDPSession = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const fonts = new Set<string>();
  const sums = { fonts: 0, others: 0, stream: 0 };
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (/\.woff2?($|\?)/.test(request.url)) fonts.add(requestId);
    if (/livekit/.test(request.url)) sums.stream += 1;
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sums[fonts.has(requestId) ? 'fonts' : 'others'] += encodedDataLength;
  });
  const path = state.path ? await state.path(world) : state.route;
  await page.goto(world.app.url + path, { waitUntil: 'networkidle' });
  const fontsBeforePaint = Number(
    await page.evaluate(`(() => {
      const [paint] = performance.getEntriesByType('paint');
      return performance.getEntriesByType('resource').filter(
        (one) => /woff2?($|[?])/.test(one.name) && one.startTime < paint.startTime).length;
    })()`),
  );
  await context.close();
  return { ...sums, fontsBeforePaint };
}
