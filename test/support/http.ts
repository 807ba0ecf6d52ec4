// Route records behind a real Express on port 0, with the real router, views and error handler.
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import cookieParser from 'cookie-parser';
import express from 'express';
import { systemClock } from '../../server/core/clock.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import { createCsrf } from '../../server/http/csrf.ts';
import type { AnyRoute } from '../../server/http/define-route.ts';
import { createErrorHandler, notFoundHandler } from '../../server/http/error-handler.ts';
import { createErrorText } from '../../server/http/error-text.ts';
import { languageOf } from '../../server/http/language.ts';
import { createRouter } from '../../server/http/router.ts';
import type { RenderPage } from '../../server/http/send-reply.ts';
import { createViews } from '../../server/http/views/index.ts';
import { COOKIES, type FindStaff, type VisitorTokens } from '../../server/http/visitor.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NO_ASSETS = { tags: () => ({ styles: [], scripts: [], preloads: [], modules: [] }) };
const CAMPAIGN = {
  name: 'Kampanye uji',
  shortName: 'Uji',
  theme: 'Tema uji',
  host: 'Komisi Uji',
  hostShort: 'KU',
  emblemText: 'UJI',
};

/** The catalogue of the product; a missing text throws. */
export const testCatalogue = () => loadCatalogue(`${ROOT}/templates/catalogue`, { strict: true });

export interface TestHttp {
  url: string;
  stop(): Promise<void>;
}

/** Serves `routes` on a free loopback port. */
export async function startTestHttp(options: {
  routes: AnyRoute[];
  tokens: VisitorTokens;
  findStaff: FindStaff;
  /** How long a file may take to arrive. */
  readMs?: number;
}): Promise<TestHttp> {
  const catalogue = testCatalogue();
  const views = createViews({ templatesDir: `${ROOT}/templates`, catalogue, assets: NO_ASSETS });
  const csrf = createCsrf({ secret: Buffer.alloc(32, 7), secure: false, random: systemRandom });
  const renderPage: RenderPage = (reply, request, response) =>
    views.page(reply.template, {
      ...reply,
      page: reply.template,
      entry: null,
      language: languageOf(request.cookies[COOKIES.language]),
      path: request.originalUrl,
      campaign: CAMPAIGN,
      nav: [],
      csrfToken: csrf.token(request, response),
    });
  const common = { renderPage, secure: false };
  const findProgram = async () => undefined;
  const app = express();
  app.use(cookieParser());
  app.use(createRouter(options.routes, { ...options, ...common, csrf, findProgram }));
  app.use(notFoundHandler);
  const text = createErrorText(catalogue);
  app.use(createErrorHandler({ ...common, logger: createLogger('silent'), text }));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // Listening on an address always gives an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A clock that stands until it is moved. */
export function movableClock(start: string) {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds: number) {
      time += milliseconds;
    },
  };
}

export { systemClock };
