// The HTTP server that answers the routes, and who it takes a program for.
import { createApp } from './app.ts';
import { createCampaignsOf } from './compose-accounts.ts';
import type { HttpParts } from './compose-http.ts';
import type { AnyRoute } from './http/define-route.ts';
import { isBearer } from './http/machine.ts';
import type { Metrics } from './http/metrics.ts';
import { createPageRenderer, type FindLetterhead } from './http/page-renderer.ts';
import type { Program } from './http/programs.ts';
import { createSharedPages } from './http/shared-pages.ts';
import { EVERYWHERE } from './http/staff-roles.ts';

/** A program of this machine, that reads its token's file. */
const LOCAL: Program = {
  actor: { kind: 'machine', id: 'local', label: 'Program' },
  grants: [{ campaign: EVERYWHERE, role: 'owner' }],
};

/** The HTTP server with all routes; not yet listening. */
export function createHttp(
  { base, domains, accounts, certificates, stream }: HttpParts,
  routes: AnyRoute[],
  letterhead: FindLetterhead,
  metrics: Metrics,
) {
  const { views, csrf, tokens, secure, localToken, config, distDir } = base;
  const { connectSources } = stream;
  const { announcement } = domains.talk.feed;
  return createApp({
    routes,
    router: {
      tokens,
      findStaff: accounts.findStaff,
      csrf,
      sharedPages: createSharedPages({ clock: base.clock, csrf }),
      renderPage: createPageRenderer({ views, csrf, letterhead, announcement }),
      secure,
      findProgram: async (authorization, asked) =>
        isBearer(authorization, localToken) ? LOCAL : accounts.programs.find(authorization, asked),
      campaignsOf: createCampaignsOf(domains, certificates.store),
    },
    errorText: base.errorText,
    logger: base.logger,
    trustProxy: config.TRUST_PROXY,
    metrics: { figures: metrics, token: config.METRICS_TOKEN },
    client: { distDir, connectSources },
  }).http;
}
