// The core fonts in a real browser: it accepts them, and paints text of every weight as with the
// packages' whole files, to the pixel.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { CORE_FONTS, FONT_PACKAGES } from '../../client/build/core-fonts-plugin.ts';
import { CORE_CHARACTERS, coreFont } from '../../client/build/fonts/core-font.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ALL = String.fromCharCode(...CORE_CHARACTERS);
const LINES = [...(ALL.match(/.{1,30}/gs) ?? []), 'AVATAR Wakil Yogya, office fjord', '0123456789'];

/** Runs in the page: the pixels of all lines with one font file, as a checksum. */
const painted = async ([file, lines]: [string, string[]]): Promise<string[]> => {
  const bytes = Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
  const sums: string[] = [];
  const face = new FontFace('Uji', bytes, { weight: '200 900' });
  document.fonts.add(await face.load());
  const canvas = document.createElement('canvas');
  canvas.width = 1200;
  canvas.height = 60 * lines.length;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas');
  for (const weight of [200, 400, 560, 700, 800]) {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.font = `${weight} 40px Uji`;
    // Outlines as they are: a hinter's guesses rest on characters that the core need not have.
    context.textRendering = 'geometricPrecision';
    lines.forEach((line, index) => {
      context.fillText(line, 10, 60 * index + 45);
    });
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const digest = await crypto.subtle.digest('SHA-256', data);
    sums.push(`${data.some((one) => one > 0)} ${new Uint8Array(digest).join()}`);
  }
  document.fonts.delete(face);
  return sums;
};

describe('the core fonts in a real browser', function () {
  this.timeout(30_000);
  let browser: RealBrowser;
  before(async () => {
    browser = await openRealBrowser();
  });
  after(() => browser?.close());

  for (const [name, { source, family }] of Object.entries(CORE_FONTS)) {
    it(`paints ${name} at every weight as the whole font, without a complaint`, async () => {
      const file = readFileSync(join(root, FONT_PACKAGES, source));
      const part = coreFont(file, { family, characters: CORE_CHARACTERS });
      const page = await (await browser.visitor()).newPage();
      // A secure place, for the checksum's sake.
      await page.route('https://uji.test/', (route) => route.fulfill({ body: '<!doctype html>' }));
      await page.goto('https://uji.test/');
      const [whole, core] = [
        await page.evaluate(painted, [file.toString('base64'), LINES] as [string, string[]]),
        await page.evaluate(painted, [part.toString('base64'), LINES] as [string, string[]]),
      ];
      expect(whole.every((one) => one.startsWith('true'))).to.equal(true);
      expect(new Set(whole).size).to.equal(whole.length);
      expect(core).to.deep.equal(whole);
      expect(browser.complaints).to.deep.equal([]);
      await page.context().close();
    });
  }
});
