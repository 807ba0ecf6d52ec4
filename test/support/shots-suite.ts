// The pictures that shots.ts asks for, from the states that the tests of pages use.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { createCrowd } from './crowd.ts';
import { openState } from './page-checks.ts';
import { PAGE_STATES, type PageState } from './page-states.ts';
import { createPageWorld, type PageWorld } from './page-world.ts';
import { withPalette } from './palette-png.ts';

const README = fileURLToPath(new URL('../../docs/img', import.meta.url));
const README_MAX = 200_000;
/** State and width of the pictures in the README. */
const IN_README: Record<string, { file: string; width: number; height: number }> = {
  'papan-penandatanganan': { file: 'board.png', width: 1440, height: 810 },
  'panggung-membaca': { file: 'stage.png', width: 1440, height: 980 },
};
const ALL = process.env.SHOTS_DIR;

interface Size {
  width: number;
  height: number;
  /** The whole page instead of the window. */
  full?: boolean;
}

const shoot = async (page: Page, file: string, { full = false, ...size }: Size) => {
  await page.setViewportSize(size);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: file, fullPage: full, animations: 'disabled' });
};

describe('pictures', function () {
  this.timeout(300_000);
  let world: PageWorld;
  const crowd = createCrowd();

  before(async () => {
    world = await createPageWorld(async (app, phase) => {
      if (phase === 'doors') await crowd.arrive(app);
      if (phase === 'signing') await crowd.sign(app);
    });
    for (const folder of [README, ...(ALL ? [ALL] : [])]) await mkdir(folder, { recursive: true });
  });
  after(() => world?.stop());

  const take = async (state: PageState) => {
    const page = await openState(world, state);
    // The second font comes after the first paint, the picture after the stream's first frames.
    await page.waitForTimeout(700);
    const inReadme = IN_README[state.name];
    if (inReadme) {
      const file = join(README, inReadme.file);
      await shoot(page, file, inReadme);
      await writeFile(file, withPalette(await readFile(file)));
      expect((await stat(file)).size, file).to.be.below(README_MAX);
    }
    if (ALL) {
      await shoot(page, join(ALL, `${state.name}-390.png`), {
        width: 390,
        height: 844,
        full: true,
      });
      await shoot(page, join(ALL, `${state.name}-1440.png`), {
        width: 1440,
        height: 900,
        full: true,
      });
      const isOnWall =
        state.route.startsWith('/papan') ||
        state.route.startsWith('/upacara') ||
        state.route === '/layar';
      await shoot(page, join(ALL, `${state.name}-1920.png`), {
        width: 1920,
        height: 1080,
        full: !isOnWall,
      });
    }
    await page.context().close();
  };

  for (const state of PAGE_STATES) {
    if (ALL || IN_README[state.name]) it(state.name, () => take(state));
  }
});
