// The connection test: a page for anybody, its own small rooms and limits.
import type { Base } from './compose-base.ts';
import type { AnyRoute } from './http/define-route.ts';
import { createLineTestRoutes, createTicketSigner } from './line-test/index.ts';

/** Its routes on what every part stands on. */
export const lineTestRoutes = ({
  engine,
  keys,
  clock,
  random,
  rateLimits,
  config,
  catalogue,
}: Base): AnyRoute[] =>
  createLineTestRoutes({
    engine,
    tickets: createTicketSigner(keys.token, clock),
    limits: {
      tests: rateLimits.lineTest,
      downloads: rateLimits.lineDownload,
      all: rateLimits.lineTests,
    },
    random,
    publicUrl: config.publicUrl,
    catalogue,
  });
