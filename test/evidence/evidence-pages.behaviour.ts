// Evidence over HTTP on the whole platform: made and downloaded by staff and by programs, recorded
// in the audit; nobody else gets it, and no session gets another one's.

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { localTokenFile } from '../../server/http/machine.ts';
import { signInStaff } from '../control/staff-world.ts';
import { registered } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { createCheckFolder } from './evidence-world.ts';

const SLUG = '7-oktober-2020';
const OTHER = '26-agustus-2020';
const PAGE = '/kendali/bukti';

describe('evidence over HTTP', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  let bearer: { authorization: string };
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;

  before(async () => {
    app = await startApp();
    folder = await createCheckFolder();
    host = await signInStaff(app, 'petugas');
    const token = await readFile(localTokenFile(app.config.DATA_DIR), 'utf8');
    bearer = { authorization: `Bearer ${token}` };
  });
  after(async () => {
    await app?.stop();
    await folder?.stop();
  });

  const events = async (event: string) =>
    app.database.connection.collection('audit').countDocuments({ event });
  const get = (path: string, headers: Record<string, string>) =>
    fetch(app.url + path, { headers, redirect: 'manual' });
  const make = async (): Promise<string> => {
    const answer = await host.submit(`${PAGE}?sesi=${SLUG}`, {}, { action: `${PAGE}/${SLUG}` });
    const links = [...answer.text.matchAll(/href="(\/kendali\/bukti\/[^"]+\/bukti\.zip)"/g)];
    return links[0]?.[1] ?? '';
  };

  it('is made and downloaded by staff, each once in the audit', async () => {
    const path = await make();
    expect(path).to.match(/^\/kendali\/bukti\/7-oktober-2020\/[a-z0-9]{16}\/bukti\.zip$/);
    expect(await events('evidence.made')).to.equal(1);
    const answer = await get(path, { cookie: host.cookies() });
    expect(answer.headers.get('content-type')).to.equal('application/zip');
    expect(answer.headers.get('content-disposition')).to.include(`bukti-${SLUG}.zip`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await events('evidence.downloaded')).to.equal(1);
    // Nobody signed: an empty log, and consistent.
    const { verdict, codes, root } = await folder.verify(bytes);
    expect(codes).to.deep.equal([]);
    expect(verdict).to.equal('origin-unchecked');
    const page = await host.open(`${PAGE}?sesi=${SLUG}`);
    expect(page.text.replaceAll(' ', '')).to.include(root);
  });

  it('is made for a program that holds the token, with its second file', async () => {
    const { _id } = app.session();
    const path = `/api/v1/sessions/${_id}/evidence`;
    const made = await get(`${path}.zip`, bearer);
    expect(made.status).to.equal(200);
    const bundle = made.headers.get('x-ikrar-bundle') ?? '';
    const bytes = Buffer.from(await made.arrayBuffer());
    const pdf = await get(`${path}-pdf.zip?bundle=${bundle}`, bearer);
    const verified = await folder.verify(bytes, { pdf: Buffer.from(await pdf.arrayBuffer()) });
    expect(verified.codes).to.deep.equal([]);
    expect((await get(`${path}.zip`, {})).status).to.equal(401);
    expect((await get(`${path}.zip`, { cookie: host.cookies() })).status).to.equal(401);
    expect((await get(`${path}-pdf.zip?bundle=${'a'.repeat(16)}`, bearer)).status).to.equal(404);
    const unknown = `/api/v1/sessions/${'a'.repeat(16)}/evidence.zip`;
    expect((await get(unknown, bearer)).status).to.equal(404);
  });

  it('is nothing for strangers and officials, and stays with its own session', async () => {
    const path = await make();
    const before = await events('evidence.downloaded');
    const official = await registered(app, '33.24', 'sekretaris-daerah');
    for (const visitor of [app.visitor(), official]) {
      for (const one of [PAGE, path, path.replace('bukti.zip', 'pdf.zip')]) {
        expect((await visitor.open(one)).url.pathname, one).to.equal('/masuk');
      }
    }
    for (const one of [
      path.replace(SLUG, OTHER),
      path.replace(SLUG, 'tidak-ada'),
      path.replace(/[a-z0-9]{16}/, 'a'.repeat(16)),
      path.replace('bukti.zip', 'nama.zip'),
      `${PAGE}?sesi=tidak-ada`,
    ]) {
      expect((await host.open(one)).status, one).to.equal(404);
    }
    expect(await events('evidence.downloaded')).to.equal(before);
    const made = await events('evidence.made');
    expect((await host.post(`${PAGE}/${SLUG}`, {})).status).to.equal(403);
    expect(await events('evidence.made')).to.equal(made);
  });
});
