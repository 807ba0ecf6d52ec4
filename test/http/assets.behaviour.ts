// The built files: which tags a page gets, and when a build is due.

import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { compressFiles, createAssetFiles } from '../../server/http/asset-files.ts';
import { createAssets, sourcesHash } from '../../server/http/assets.ts';

const MANIFEST = {
  'client/styles/common.css': { file: 'common-1.css', isEntry: true },
  '_shared.js': { file: 'shared-1.js', css: ['shared-1.css'] },
  'client/pages/home.ts': { file: 'home-1.js', css: ['home-1.css'], imports: ['_shared.js'] },
  'client/pages/error.ts': { file: 'error-1.js', css: ['error-1.css'] },
  'dist/fonts/sans-core.woff2': { file: 'jakarta-1.woff2' },
  'node_modules/x/files/source-serif-4-latin-wght-normal.woff2': { file: 'serif-1.woff2' },
};

describe('assets', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ikrar-assets-'));
  before(() => {
    mkdirSync(join(dir, '.vite'));
    writeFileSync(join(dir, '.vite/manifest.json'), JSON.stringify(MANIFEST));
    writeFileSync(join(dir, 'home-1.js'), 'console.log(1)');
    writeFileSync(join(dir, 'error-1.js'), '/* empty css */\n//# sourceMappingURL=x');
  });
  after(() => rmSync(dir, { recursive: true }));

  it('loads the common styles and the page its own, nobody else’s', () => {
    expect(createAssets({ distDir: dir }).tags('home')).to.deep.equal({
      styles: ['/assets/common-1.css', '/assets/shared-1.css', '/assets/home-1.css'],
      scripts: ['/assets/home-1.js'],
      modules: ['/assets/shared-1.js'],
      preloads: ['/assets/jakarta-1.woff2'],
    });
  });

  it('asks for no script that holds nothing, and for one font at most', () => {
    const { scripts, preloads } = createAssets({ distDir: dir }).tags(null);
    expect(scripts).to.deep.equal([]);
    expect(preloads).to.have.length(1);
  });

  it('gives an unknown entry the common styles', () => {
    expect(createAssets({ distDir: dir }).tags('nothing').styles).to.deep.equal([
      '/assets/common-1.css',
    ]);
  });

  it('throws without a build', () => {
    expect(() => createAssets({ distDir: join(dir, 'nowhere') })).to.throw('manifest.json');
  });
});

describe('sources of the build', () => {
  const root = mkdtempSync(join(tmpdir(), 'ikrar-sources-'));
  after(() => rmSync(root, { recursive: true }));

  it('have another hash after any change of bytes or names', () => {
    for (const path of ['client/pages', 'server/protocol', 'server/regions/data', 'server/http']) {
      mkdirSync(join(root, path), { recursive: true });
    }
    const files = ['client/pages/a.ts', 'vite.config.ts', 'package-lock.json'];
    for (const file of [...files, 'server/http/asset-files.ts']) {
      writeFileSync(join(root, file), '1');
    }
    const first = sourcesHash(root);
    expect(sourcesHash(root)).to.equal(first);
    writeFileSync(join(root, 'client/pages/a.ts'), '2');
    const changed = sourcesHash(root);
    cpSync(join(root, 'client/pages/a.ts'), join(root, 'client/pages/b.ts'));
    expect(new Set([first, changed, sourcesHash(root)]).size).to.equal(3);
  });
});

describe('asset files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ikrar-asset-files-'));
  const source = 'export const a = 1;\n'.repeat(200);
  let server: Server;
  let url = '';
  before(async () => {
    writeFileSync(join(dir, 'a-1.js'), source);
    writeFileSync(join(dir, 'a-1.woff2'), 'font');
    compressFiles(dir);
    const app = express().use('/assets', createAssetFiles(dir));
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/assets`;
  });
  after(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  const get = (file: string, encoding: string): Promise<Response> =>
    fetch(`${url}/${file}`, { headers: { 'accept-encoding': encoding } });

  for (const encoding of ['br', 'gzip']) {
    it(`sends the ${encoding} twin to who takes it, with the type of the original`, async () => {
      const answer = await get('a-1.js', encoding);
      expect(answer.headers.get('content-encoding')).to.equal(encoding);
      expect(answer.headers.get('content-type')).to.match(/^text\/javascript/);
      expect(answer.headers.get('vary')).to.equal('Accept-Encoding');
      expect(answer.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
      expect(Number(answer.headers.get('content-length'))).to.be.below(200);
      expect(await answer.text()).to.equal(source);
    });
  }

  it('sends the file itself to anybody else, and fonts as they are', async () => {
    const plain = await get('a-1.js', 'identity');
    expect(plain.headers.get('content-encoding')).to.equal(null);
    expect(await plain.text()).to.equal(source);
    const font = await get('a-1.woff2', 'br');
    expect(font.headers.get('content-encoding')).to.equal(null);
  });

  it('stays within its folder', async () => {
    expect((await get('%2e%2e/package.json', 'br')).status).to.be.oneOf([403, 404]);
    expect((await get('.vite/manifest.json', 'br')).status).to.equal(404);
  });
});
