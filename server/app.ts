// Express and Socket.IO from ready-made services: middleware, routes, errors, and the HTTP server.
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from './core/logger.ts';
import { createAssetFiles } from './http/asset-files.ts';
import { trustProxy } from './http/caller-address.ts';
import type { AnyRoute } from './http/define-route.ts';
import { createErrorHandler, type ErrorText, notFoundHandler } from './http/error-handler.ts';
import type { Metrics } from './http/metrics.ts';
import { createRouter, type RouterServices } from './http/router.ts';

export interface AppOptions {
  routes: AnyRoute[];
  router: RouterServices;
  errorText: ErrorText;
  logger: Logger;
  /** TRUST_PROXY: a number of proxies, or their addresses. */
  trustProxy: string;
  metrics: { figures: Metrics; token: string | undefined };
  /** Where the built browser files lie, and which other origins sockets and media may reach. */
  client: { distDir: string; connectSources: () => string[] };
}

/** No inline script or style; media and sockets only where the stream really is. */
const securityHeaders = (secure: boolean, connectSources: () => string[]) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", () => connectSources().join(' ')],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: false,
    // Browsers ignore both on plain HTTP, and say so on every page.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });

/** Pages that are kept for everybody need nothing of the middleware: they carry its headers. */
const shareFirst =
  (app: Express, { router: { sharedPages }, metrics }: AppOptions): RequestListener =>
  (request, response) => {
    const from = performance.now();
    const route = sharedPages?.answer(request, response);
    if (route === undefined) app(request, response);
    else metrics.figures.count(route, (performance.now() - from) / 1000);
  };

/** The application and its server, not yet listening. */
export function createApp(options: AppOptions): { app: Express; http: HttpServer } {
  const { router, errorText, logger, client, metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy(options.trustProxy));
  app.set('query parser', 'simple');
  // Built files have their hash in the name: they need no other middleware and never change.
  app.use('/assets', createAssetFiles(client.distDir));
  app.use(metrics.figures.measure);
  app.get('/metrics', metrics.figures.handler(metrics.token));
  app.use(securityHeaders(router.secure, client.connectSources));
  // As quick as the library's own quality 4, and a page is a twentieth smaller.
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  app.use(compression({ brotli: { params: quality } }));
  app.use(cookieParser());
  app.use(createRouter(options.routes, router));
  app.use(notFoundHandler);
  const { renderPage, secure } = router;
  app.use(createErrorHandler({ logger, text: errorText, renderPage, secure }));
  return { app, http: createServer(shareFirst(app, options)) };
}

/** dist/client below the project's root. */
export const distDirOf = (root: string): string => join(root, 'dist', 'client');
