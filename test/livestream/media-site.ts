// A small site for the browser test: the built test page under the strict policy of the real one,
// and tokens from the real service.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { LivestreamBench } from './support.ts';

const PAGE = `<!doctype html><html lang="id"><title>Uji</title><body>
<video muted autoplay playsinline width="640" height="360"></video>
${['camera-on', 'camera-off', 'microphone-on', 'sound-only', 'picture', 'stop']
  .map((id) => `<button id="${id}">${id}</button>`)
  .join('')}
<script type="module" src="/page.js"></script>`;

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

export interface MediaSite {
  origin: string;
  /** How often a token was asked for. */
  asked(): number;
  stop(): Promise<void>;
}

/** Builds the page and serves it on a free loopback port. */
export async function startMediaSite(bench: LivestreamBench): Promise<MediaSite> {
  const dir = await mkdtemp(join(tmpdir(), 'ikrar-page-'));
  await buildPage(dir);
  let asked = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/access') {
      asked += 1;
      const role = url.searchParams.get('role') === 'speaker' ? 'speaker' : 'viewer';
      const identity = url.searchParams.get('identity') ?? 'x';
      const access = await bench.livestream.access({ role, sessionId: 'web', identity });
      response.writeHead(access ? 200 : 503, { 'content-type': 'application/json' });
      return response.end(JSON.stringify(access ?? {}));
    }
    const body =
      url.pathname === '/' ? PAGE : await readFile(join(dir, url.pathname)).catch(() => '');
    const socket = bench.engine.connection()?.clientUrl ?? '';
    response.writeHead(200, {
      'content-type': TYPES[extname(url.pathname)] ?? 'text/html',
      'content-security-policy': `default-src 'self'; connect-src 'self' ${socket} ${socket.replace('ws', 'http')}`,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    asked: () => asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { page: fileURLToPath(new URL('./media-page.ts', import.meta.url)) },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}
