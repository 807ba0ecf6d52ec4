// The one composition root: stores and services in order, then pages, sockets and the server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccountRoutes, createAccounts } from './accounts/index.ts';
import { createApp, distDirOf } from './app.ts';
import { createCertificates } from './certificates/index.ts';
import { createDomains } from './compose-domains.ts';
import { createStream } from './compose-stream.ts';
import type { Config } from './config.ts';
import { createControlFigures, createControlRoutes, createEventText } from './control/index.ts';
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
import { isBearer, writeLocalToken } from './http/machine.ts';
import { createMetrics } from './http/metrics.ts';
import { createPageRenderer } from './http/page-renderer.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { createViews } from './http/views/index.ts';
import { createVisitorTokens } from './http/visitor.ts';
import { migrations, runMigrations } from './migrations/index.ts';
import { createOfficialRoutes } from './official/index.ts';
import { boardLayoutsSchema } from './protocol/board-layout.ts';
import { createRefuse } from './realtime/command.ts';
import { createGateway } from './realtime/gateway.ts';
import { readCaller } from './realtime/socket-caller.ts';
import { createSocketCommands } from './realtime/socket-commands.ts';
import { createRehearsalRoutes } from './sessions/index.ts';
import {
  createApiRoutes,
  createHealthRoutes,
  createSiteRoutes,
  letterheadOf,
} from './site/index.ts';

export interface ComposeOptions {
  /** The project's folder, with templates and dist. */
  root: string;
  config: Config;
  database: Database;
  engine: LivekitEngine;
  logger: Logger;
  clock?: Clock;
  random?: RandomSource;
}

export type Ikrar = Awaited<ReturnType<typeof compose>>;

/** Builds the whole platform on a connected database; `http` is not yet listening. */
export async function compose(options: ComposeOptions) {
  const { root, config, database, engine, logger } = options;
  const time = { clock: options.clock ?? systemClock, random: options.random ?? systemRandom };
  const { clock, random } = time;
  const secure = config.publicUrl.startsWith('https:');
  const keys = loadSecretKeys(join(config.DATA_DIR, 'keys'), random);
  const db = database.connection.db;
  if (!db) throw new Error('The database is not connected');
  await runMigrations({ db, migrations, logger, clock });

  const catalogue = loadCatalogue(join(root, 'templates/catalogue'));
  const assets = createAssets({ distDir: distDirOf(root) });
  const views = createViews({ templatesDir: join(root, 'templates'), catalogue, assets });
  const layouts = boardLayoutsSchema.parse(
    JSON.parse(readFileSync(join(root, 'server/regions/data/board-layout.json'), 'utf8')),
  );
  const rateLimits = createRateLimits(clock);
  const samples = {
    campaignsDir: join(root, 'server/campaigns/data'),
    regionsDir: join(root, 'server/regions/data'),
  };
  const domains = await createDomains({
    database,
    keys,
    time,
    logger,
    rateLimits,
    samples: config.SAMPLE_CAMPAIGNS ? samples : undefined,
  });
  const accounts = createAccounts({
    database,
    secret: keys.token,
    rateLimits,
    audit: domains.audit,
    ...time,
  });
  await accounts.ensureIndexes();
  const tokens = createVisitorTokens(keys.token, clock);
  const letterhead = letterheadOf(domains);
  const certificates = await createCertificates({
    database,
    doors: {
      ...domains,
      findRegistration: domains.stores.registrations.find,
      findByToken: domains.registrations.findByToken,
      hostName: async () => letterhead(undefined).host,
    },
    audit: domains.audit,
    time,
    logger,
    setup: {
      templatesDir: join(root, 'templates'),
      keysDir: join(config.DATA_DIR, 'keys'),
      publicUrl: config.publicUrl,
      p12: config.SEAL_P12
        ? {
            file: config.SEAL_P12,
            password: config.SEAL_P12_PASSWORD ?? '',
            level: config.SEAL_LEVEL,
          }
        : undefined,
      secret: keys.token,
      catalogue,
      limit: rateLimits.certificate,
    },
  });
  certificates.pending.start();
  const stream = createStream({ engine, domains, clock, logger, ping: database.ping });

  const csrf = createCsrf({ secret: keys.csrf, secure, random });
  const renderPage = createPageRenderer({ views, csrf, letterhead });
  const errorText = createErrorText(catalogue);
  const localToken = writeLocalToken(config.DATA_DIR, random);
  const site = {
    live: domains.live,
    boards: domains.boards,
    campaignOf: domains.campaignOf,
    regionsOf: domains.regionsOf,
    layoutOf: (campaign: { regionSet: { boardLayout: string | null } }) => {
      const id = campaign.regionSet.boardLayout;
      const layout = id === null ? undefined : layouts[id];
      return id !== null && layout ? { ...layout, id } : null;
    },
    registeredByRegion: domains.stores.registrations.countByRegion,
    catalogue,
    clock,
  };
  const { publicUrl } = config;
  const routes = [
    ...createSiteRoutes(site),
    ...createApiRoutes(site),
    ...createHealthRoutes({
      pingDatabase: database.ping,
      boardsReady: domains.boards.isReady,
      streamState: () => engine.status().state,
    }),
    ...createOfficialRoutes({
      visitors: { tokens, codeLimit: rateLimits.code, catalogue, clock },
      people: domains,
      event: domains,
      pledge: domains,
      documents: certificates.documents,
    }),
    ...createAccountRoutes({ accounts, catalogue, publicUrl }),
    ...certificates.routes,
    ...createRehearsalRoutes({ ...domains, publicUrl }),
    ...createControlRoutes({
      data: {
        live: domains.live,
        boards: domains.boards,
        campaigns: domains.stores.campaigns,
        regions: domains.stores.regions,
        makeRehearsal: (model, by) => domains.rehearsals.create(by, model._id),
        seats: { ...domains, desk: domains.seatDesk },
      },
      catalogue,
      tokens,
      secret: keys.token,
      clock,
      publicUrl,
    }),
  ];
  const metrics = createMetrics({
    sockets: () => gateway.counts(),
    pendingSignatures: domains.signatures.pending,
    streamReady: () => engine.status().state === 'ready',
  });
  const { http } = createApp({
    routes,
    router: {
      tokens,
      findStaff: accounts.findStaff,
      csrf,
      renderPage,
      secure,
      isMachine: async (authorization) =>
        isBearer(authorization, localToken) || accounts.programs.accepts(authorization),
    },
    errorText,
    logger,
    trustProxy: config.TRUST_PROXY,
    metrics: { figures: metrics, token: config.METRICS_TOKEN },
    client: { distDir: distDirOf(root), connectSources: stream.connectSources },
  });

  const controlFigures = createControlFigures({
    ...domains,
    health: stream.health,
    eventText: createEventText({ catalogue, findSeat: domains.invitations.find }),
    now: () => performance.now(),
  });
  const refuse = createRefuse(errorText, logger);
  const gateway = createGateway({
    http,
    readCaller: (handshake) =>
      readCaller(handshake, { tokens, findStaff: accounts.findStaff, ...domains }),
    addCommands: createSocketCommands(
      { ...domains, stream: stream.commands, isSignedIn: accounts.sessions.isCurrent },
      refuse,
    ),
    event: domains,
    controlFigures,
    logger,
  });

  return {
    http,
    engine,
    domains,
    accounts,
    certificates,
    gateway,
    metrics,
    routes,
    async stop() {
      await gateway.stop();
      await stream.stop();
      await certificates.stop();
      http.closeAllConnections();
      await domains.stop();
    },
  };
}
