// Serves the built browser files, compressed once at build time and cached for a year.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import express, { type RequestHandler } from 'express';

const YEAR_MS = 365 * 24 * 3600 * 1000;
const TEXT_FILE = /\.(js|css|svg)$/;
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;
const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Writes a Brotli and a gzip twin beside each text file of a finished build. */
export function compressFiles(distDir: string): void {
  for (const name of readdirSync(distDir).filter((file) => TEXT_FILE.test(file))) {
    const file = join(distDir, name);
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(file + ENCODINGS.br, brotliCompressSync(bytes, { params }));
    writeFileSync(file + ENCODINGS.gzip, gzipSync(bytes, { level: 9 }));
  }
}

/** Handler for the files of `distDir`; mount it at /assets, before all other middleware. */
export function createAssetFiles(distDir: string): RequestHandler {
  const twins = new Set(readdirSync(distDir).filter((file) => /\.(br|gz)$/.test(file)));
  const serve = express.static(distDir, {
    immutable: true,
    maxAge: YEAR_MS,
    index: false,
    // Nothing is ever asked anew or in parts: nine files' headers less are most of a kilobyte.
    etag: false,
    lastModified: false,
    acceptRanges: false,
    setHeaders(response, path) {
      const [, extension = '', twin] = /\.(js|css|svg)(?:\.(br|gz))?$/.exec(path) ?? [];
      if (!extension) return;
      response.setHeader('vary', 'Accept-Encoding');
      if (!twin) return;
      response.setHeader('content-encoding', twin === 'gz' ? 'gzip' : 'br');
      response.setHeader('content-type', TYPES[extension] ?? 'application/octet-stream');
    },
  });
  return (request, response, next) => {
    const accepted = request.acceptsEncodings('br', 'gzip');
    const ending = accepted === 'br' || accepted === 'gzip' ? ENCODINGS[accepted] : '';
    const name = request.path.slice(1);
    if (ending && twins.has(name + ending)) request.url = `/${name}${ending}`;
    serve(request, response, next);
  };
}
