// What everything else stands on and needs no database for: time, keys, texts, templates, limits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distDirOf } from './app.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Database } from './core/database.ts';
import type { Logger } from './core/logger.ts';
import { type RandomSource, systemRandom } from './core/random.ts';
import { loadSecretKeys } from './core/secret-keys.ts';
import type { LivekitEngine } from './embedded/livekit.ts';
import { createAssets } from './http/assets.ts';
import { loadCatalogue } from './http/catalogue.ts';
import { createCsrf } from './http/csrf.ts';
import { createErrorText } from './http/error-text.ts';
import { writeLocalToken } from './http/machine.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { createViews } from './http/views/index.ts';
import { createVisitorTokens } from './http/visitor.ts';
import { boardLayoutsSchema } from './protocol/board-layout.ts';

export interface ComposeOptions {
  /** The project's folder, with templates and dist. */
  root: string;
  config: Config;
  database: Database;
  engine: LivekitEngine;
  logger: Logger;
  clock?: Clock;
  /** MongoDB's clock, which `clock` is compared with; of a `clock` handed in it is the same. */
  databaseTime?: () => Promise<Date>;
  random?: RandomSource;
  /** Shortest pause between two board deltas; the bench measures at four a second. */
  boardIntervalMs?: number;
}

export type Base = ReturnType<typeof createBase>;

/** Reads keys, catalogue and templates; writes this start's token for programs on this machine. */
export function createBase(options: ComposeOptions) {
  const { root, config } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom;
  const secure = config.publicUrl.startsWith('https:');
  const keys = loadSecretKeys(join(config.DATA_DIR, 'keys'), random);
  const catalogue = loadCatalogue(join(root, 'templates/catalogue'));
  const distDir = distDirOf(root);
  const templatesDir = join(root, 'templates');
  return {
    ...options,
    time: { clock, random, ...(options.databaseTime && { databaseTime: options.databaseTime }) },
    clock,
    random,
    secure,
    keys,
    catalogue,
    distDir,
    templatesDir,
    views: createViews({ templatesDir, catalogue, assets: createAssets({ distDir }) }),
    csrf: createCsrf({ secret: keys.csrf, secure, random }),
    tokens: createVisitorTokens(keys.token, clock),
    rateLimits: createRateLimits(clock),
    errorText: createErrorText(catalogue),
    localToken: writeLocalToken(config.DATA_DIR, random),
    layoutOf: readLayouts(join(root, 'server/regions/data/board-layout.json')),
  };
}

const readLayouts = (file: string) => {
  const layouts = boardLayoutsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (campaign: { regionSet: { boardLayout: string | null } }) => {
    const id = campaign.regionSet.boardLayout;
    const layout = id === null ? undefined : layouts[id];
    return id !== null && layout ? { ...layout, id } : null;
  };
};
