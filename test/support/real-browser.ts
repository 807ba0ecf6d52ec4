// A real Chromium for the e2e tests: launched with fake camera and microphone, every complaint of
// a page collected, axe on demand.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect } from 'chai';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium, findHeadlessShell } from '../../server/embedded/chromium.ts';
import { createTerminalReport } from '../../server/embedded/report.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--autoplay-policy=no-user-gesture-required',
];
/** The package's own `source` is the whole of axe.js, more than twice as large. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A camera, microphone and screen that aren't there, given without asking. */
const DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface RealBrowser {
  /** A visitor with cookies of their own. */
  visitor(options?: {
    camera?: boolean;
    javaScript?: boolean;
    /** Things move, as they do for most people. */
    motion?: boolean;
  }): Promise<BrowserContext>;
  /** Errors of pages and consoles so far. */
  complaints: string[];
  close(): Promise<void>;
}

/**
 * Starts Chromium; it is installed where that is possible. `devices`: a fake camera is there;
 * `args`: further ones of the command line; `light`: its headless shell will do, if there is one.
 */
export async function openRealBrowser({
  devices = true,
  args = [],
  light = false,
}: {
  devices?: boolean;
  args?: string[];
  light?: boolean;
} = {}): Promise<RealBrowser> {
  const report = createTerminalReport({ write: () => undefined });
  const shell = light ? await findHeadlessShell() : undefined;
  const executablePath = shell ?? (await ensureChromium({ report }));
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [...FLAGS, ...(devices ? DEVICES : []), ...args],
  });
  const complaints: string[] = [];
  return {
    complaints,
    async visitor({ camera = false, javaScript = true, motion = false } = {}) {
      const context = await browser.newContext({
        viewport: DESKTOP,
        javaScriptEnabled: javaScript,
        permissions: camera ? ['camera', 'microphone'] : [],
        reducedMotion: motion ? 'no-preference' : 'reduce',
      });
      context.on('console', (message) => {
        if (message.type() === 'error')
          complaints.push(`${message.page()?.url()} ${message.text()}`);
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      return context;
    },
    close: () => browser.close(),
  };
}

/** Runs axe-core in the page at each size, with every rule on; fails with what it found. */
export async function expectAccessible(page: Page, sizes = [PHONE, DESKTOP]): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP;
  // Over half a megabyte of script: once for each document, whatever the number of looks at it.
  const isThere = await page.evaluate(`typeof axe === 'object'`);
  if (!isThere) await page.evaluate(AXE);
  for (const size of sizes) {
    await page.setViewportSize(size);
    const found = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`);
    // axe-core's own result type, handed through the browser as JSON.
    const { violations } = found as axe.AxeResults;
    const lines = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`);
    expect(lines, `${page.url()} at ${size.width}`).to.deep.equal([]);
  }
  await page.setViewportSize(before);
}

/** Fails when the page is wider than its window. */
export async function expectNoOverflow(page: Page, widths = [320, 390, 1440]): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide, `${page.url()} at ${width}`).to.be.at.most(width);
  }
  await page.setViewportSize(before);
}
