// The one composition root: stores and services in order, then pages, sockets and the server.
import { join } from 'node:path';
import { composeAccounts } from './compose-accounts.ts';
import { withApiDocument } from './compose-api.ts';
import { type ComposeOptions, createBase } from './compose-base.ts';
import { composeControl } from './compose-control.ts';
import { createDomains } from './compose-domains.ts';
import { createRoutes } from './compose-http.ts';
import { openIndependentTime, openKeys } from './compose-keys.ts';
import { composeOffice } from './compose-office.ts';
import { createSockets } from './compose-realtime.ts';
import { composeRecord } from './compose-record.ts';
import { createHttp } from './compose-server.ts';
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
  const { clock } = base;
  const { db } = database.connection;
  if (!db) throw new Error('The database is not connected');
  // First of all: with keys that can't be used nothing is changed.
  const independentTime = openIndependentTime(base);
  const sealKeys = await openKeys(base);
  await runMigrations({ db, migrations, logger, clock });

  const domains = await createDomains({ ...base, logger, ...domainOptions(options) });
  const { accounts, signIns } = await composeAccounts(base, domains);
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
  const { certificates } = record.parts;
  const office = await composeOffice(base, domains, { certificates, keys: sealKeys });
  office.start();
  const own = { accounts, signIns, stage, stream, control, ...office.parts };
  const parts = { base, domains, ...record.parts, ...own };
  const metrics = createMetrics({
    sockets: () => gateway.counts(),
    waiting: () => gateway.waiting(),
    pendingSignatures: domains.signatures.pending,
    streamReady: () => engine.status().state === 'ready',
  });
  const routes = withApiDocument(base, createRoutes(parts));
  const http = createHttp(parts, routes, letterhead, metrics);
  const gateway = createSockets(parts, http, options.boardIntervalMs);
  const stop = async () => {
    domains.attendance.leave();
    await gateway.stop();
    await control.stop();
    await office.stop();
    await stream.stop();
    await stage.stop();
    await record.stop();
    await signIns.stop();
    http.closeAllConnections();
    await domains.stop();
  };
  return { ...parts, http, engine, gateway, metrics, routes, stop };
}

const domainOptions = ({ root, config, boardIntervalMs }: ComposeOptions) => ({
  samples: config.SAMPLE_CAMPAIGNS
    ? {
        campaignsDir: join(root, 'server/campaigns/data'),
        regionsDir: join(root, 'server/regions/data'),
      }
    : undefined,
  ...(boardIntervalMs && { boardIntervalMs }),
});
