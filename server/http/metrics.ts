// Figures for Prometheus: the process, HTTP answers by route, sockets, signatures, the database.
import { createServer, type Server } from 'node:http';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isBearer } from './machine.ts';

/** Asked when the figures are read; all are cheap. */
export interface MetricSources {
  sockets(): Record<string, number>;
  /** How many wait to be let in. */
  waiting(): number;
  pendingSignatures(): number;
  streamReady(): boolean;
}

export interface Metrics {
  /** Measures each answer by method, route pattern and status; never by address or code. */
  measure: RequestHandler;
  /** Counts an answer that went past `measure`; seconds. */
  count(route: string, seconds: number): void;
  /** GET /metrics for whoever has the token; 404 for everybody else. */
  handler(token: string | undefined): RequestHandler;
  /** Serves the figures on loopback without a token; resolves when it listens. */
  listen(port: number): Promise<Server>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const addGauges = (registry: Registry, sources: MetricSources): void => {
  const registers = [registry];
  new Gauge({
    name: 'ikrar_sockets',
    help: 'Open sockets by page',
    labelNames: ['page'],
    registers,
    collect() {
      for (const [page, count] of Object.entries(sources.sockets())) this.set({ page }, count);
    },
  });
  new Gauge({
    name: 'ikrar_admission_waiting',
    help: 'Arrivals that wait to be let in',
    registers,
    collect() {
      this.set(sources.waiting());
    },
  });
  new Gauge({
    name: 'ikrar_signatures_pending',
    help: 'Signatures that wait for the disk',
    registers,
    collect() {
      this.set(sources.pendingSignatures());
    },
  });
  new Gauge({
    name: 'ikrar_stream_ready',
    help: '1 while the media engine answers',
    registers,
    collect() {
      this.set(sources.streamReady() ? 1 : 0);
    },
  });
};

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addGauges(registry, sources);
  const duration = new Histogram({
    name: 'ikrar_http_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const body = () => registry.metrics();
  return {
    measure(request, response, next) {
      const stop = duration.startTimer();
      response.once('finish', () => {
        // The pattern of the matched route: the address itself may hold a code.
        const route = request.route?.path ?? 'none';
        stop({ method: request.method, route, status: response.statusCode });
      });
      next();
    },
    count: (route, seconds) => {
      duration.observe({ method: 'GET', route, status: 200 }, seconds);
    },
    handler: (token) => async (request, response, next) => {
      if (!isBearer(request.headers.authorization, token)) return next();
      response.type(registry.contentType).send(await body());
    },
    async listen(port) {
      const server = createServer((_request, response) => {
        body().then(
          (text) => response.setHeader('content-type', registry.contentType).end(text),
          () => response.writeHead(500).end(),
        );
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      return server;
    },
  };
}
