// A Chromium for the tests in a real browser and for the screenshots.
import { installDebianPackages, type PackageInstall } from './debian-packages.ts';
import { findOnPath, isExecutable } from './find-on-path.ts';

const USUAL_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const HEADLESS_SHELL = 'chromium-headless-shell';
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of a Chromium: CHROMIUM_PATH, one on PATH or in a usual place, or Debian's package
 * installed as root. Throws an Error in Indonesian that says what to install.
 */
export async function ensureChromium(opts: Omit<PackageInstall, 'packages'>): Promise<string> {
  const env = opts.env ?? process.env;
  if (env.CHROMIUM_PATH) {
    if (await isExecutable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH menunjuk ${env.CHROMIUM_PATH}, yang tidak dapat dijalankan.`);
  }
  const found = await findChromium(env);
  if (found) return found;
  await installDebianPackages({ ...opts, packages: ['chromium'] });
  const installed = await findChromium(env);
  if (!installed) throw new Error('Chromium terpasang tetapi tidak ditemukan; isi CHROMIUM_PATH.');
  return installed;
}

/**
 * The path of Chromium's headless shell, the same engine without windows, in which a page takes half
 * the time; undefined where there is none, or CHROMIUM_PATH names a browser.
 */
export async function findHeadlessShell(env = process.env): Promise<string | undefined> {
  return env.CHROMIUM_PATH ? undefined : findOnPath(HEADLESS_SHELL, env.PATH);
}

/** Installs the headless shell where that is possible; throws as `installDebianPackages` does. */
export async function ensureHeadlessShell(opts: Omit<PackageInstall, 'packages'>): Promise<void> {
  const env = opts.env ?? process.env;
  if (env.CHROMIUM_PATH || (await findHeadlessShell(env))) return;
  await installDebianPackages({ ...opts, packages: [HEADLESS_SHELL] });
}

async function findChromium(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const name of USUAL_NAMES) {
    const found = await findOnPath(name, env.PATH);
    if (found) return found;
  }
  for (const place of USUAL_PLACES) if (await isExecutable(place)) return place;
  return undefined;
}
