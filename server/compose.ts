// The one composition root: stores and services in order, then pages, sockets and the server.
import { join } from 'node:path';
import { createAccounts } from './accounts/index.ts';
import { type ComposeOptions, createBase } from './compose-base.ts';
import { composeControl } from './compose-control.ts';
import { createDomains } from './compose-domains.ts';
import { createHttp, createRoutes } from './compose-http.ts';
import { openIndependentTime, openKeys } from './compose-keys.ts';
import { createSockets } from './compose-realtime.ts';
import { composeRecord } from './compose-record.ts';
import { composeStage } from './compose-stage.ts';
import { createStream } from './compose-stream.ts';
import { createMetrics } from './http/metrics.ts';
import { migrations, runMigrations } from './migrations/index.ts';
import { letterheadOf } from './site/index.ts';

export type { ComposeOptions } from './compose-base.ts';
export type Ikrar = Awaited<ReturnType<typeof compose>>;

/** Builds the whole platform on a connected database; `http` is not yet listening. */
export async function compose(options: ComposeOptions) {
  const { database, engine, logger } = options;
  const base = createBase(options);
  const { clock, time, keys, rateLimits } = base;
  const { db } = database.connection;
  if (!db) throw new Error('The database is not connected');
  // First of all: with keys that can't be used nothing is changed.
  const independentTime = openIndependentTime(base);
  const sealKeys = await openKeys(base);
  await runMigrations({ db, migrations, logger, clock });

  const samples = samplesOf(options);
  const { boardIntervalMs } = options;
  const domains = await createDomains({
    database,
    keys,
    time,
    logger,
    samples,
    ...(boardIntervalMs && { boardIntervalMs }),
  });
  const { audit } = domains;
  const accounts = createAccounts({ database, secret: keys.token, rateLimits, audit, ...time });
  await accounts.ensureIndexes();
  const letterhead = letterheadOf(domains);
  const record = await composeRecord(
    base,
    domains,
    { keys: sealKeys, independentTime },
    letterhead,
  );
  record.start();
  const stage = await composeStage(base, domains);
  const stream = createStream({ engine, domains, stage, clock, logger, ping: database.ping });

  const control = composeControl(base, domains, { keys: sealKeys, independentTime, stage });
  const parts = { base, domains, accounts, ...record.parts, stage, stream, control };
  const metrics = createMetrics({
    sockets: () => gateway.counts(),
    waiting: () => gateway.waiting(),
    pendingSignatures: domains.signatures.pending,
    streamReady: () => engine.status().state === 'ready',
  });
  const routes = createRoutes(parts);
  const http = createHttp(parts, routes, letterhead, metrics);
  const gateway = createSockets(parts, http, boardIntervalMs);
  const stop = async () => {
    domains.attendance.leave();
    await gateway.stop();
    await control.stop();
    await stream.stop();
    await stage.stop();
    await record.stop();
    http.closeAllConnections();
    await domains.stop();
  };
  return { ...parts, http, engine, gateway, metrics, routes, stop };
}

const samplesOf = ({ root, config }: ComposeOptions) =>
  config.SAMPLE_CAMPAIGNS
    ? {
        campaignsDir: join(root, 'server/campaigns/data'),
        regionsDir: join(root, 'server/regions/data'),
      }
    : undefined;
