// The edges of HTTP and sockets: rubbish, too much of it, forged cookies and forms, unknown events.
// Each gets a clear answer in Indonesian (problem+json for programs) and changes nothing.
import { expect } from 'chai';
import { connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { formTokenIn } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the edges', function () {
  this.timeout(60_000);
  let app: TestApp;
  let bearer: Record<string, string>;
  before(async () => {
    app = await startApp();
    const { readFile } = await import('node:fs/promises');
    const { localTokenFile } = await import('../../server/http/machine.ts');
    const token = (await readFile(localTokenFile(app.config.DATA_DIR), 'utf8')).trim();
    bearer = { authorization: `Bearer ${token}` };
  });
  after(() => app?.stop());

  const count = async () => {
    const db = app.database.connection.db;
    const names = ['sessions', 'seats', 'registrations', 'signatures', 'accounts', 'audit'];
    return Promise.all(names.map((name) => db?.collection(name).countDocuments()));
  };
  const unchanged = async (work: () => Promise<void>) => {
    const before = await count();
    await work();
    expect(await count()).to.deep.equal(before);
  };
  const problem = async (answer: Response, status: number, code: string) => {
    expect(answer.status).to.equal(status);
    expect(answer.headers.get('content-type')).to.include('application/problem+json');
    const body = await answer.json();
    expect(body).to.include({ status, code });
    expect(body.title).to.be.a('string').with.length.greaterThan(5);
    expect(body.detail).to.be.a('string').with.length.greaterThan(5);
  };
  const rehearsals = (body: string, headers: Record<string, string> = JSON_TYPE) =>
    fetch(`${app.url}/api/v1/rehearsals`, {
      method: 'POST',
      headers: { ...bearer, ...headers },
      body,
    });

  it('refuse a body that is not JSON', () =>
    unchanged(async () => problem(await rehearsals('{"officials":'), 400, 'BAD_JSON')));

  it('refuse a body larger than the limit', () =>
    unchanged(async () => {
      const body = JSON.stringify({ officials: 1, padding: 'x'.repeat(300_000) });
      await problem(await rehearsals(body), 413, 'TOO_LARGE');
    }));

  it('refuse a body that the schema does not know', () =>
    unchanged(async () => problem(await rehearsals('{"officials":-1}'), 400, 'INVALID_INPUT')));

  it('refuse a PDF larger than the limit', async () => {
    const answer = await fetch(`${app.url}/api/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: Buffer.alloc(10_000_001),
    });
    await problem(answer, 413, 'TOO_LARGE');
  });

  it('answer 404 to a path, an id and a certificate that nobody knows', async () => {
    const at = (path: string) => fetch(`${app.url}/api/v1/${path}`);
    await problem(await at('nothing'), 404, 'NOT_FOUND');
    await problem(await at('sessions/abc/board'), 404, 'NOT_FOUND');
    await problem(await at('sessions/abcdefgh12345678/board'), 404, 'NOT_FOUND');
    await problem(await at('certificates/AAAAAAAAAAAAAAAAAAAAAAAAAA'), 404, 'CERTIFICATE_UNKNOWN');
  });

  it('answer people with a page in Indonesian that says what to do', async () => {
    const answer = await fetch(`${app.url}/tidak-ada`);
    expect(answer.status).to.equal(404);
    const html = await answer.text();
    expect(html).to.include('<html lang="id">');
    expect(html).to.match(/<h1[^>]*>[^<]{5,}/);
  });

  it('refuse a form without its token, or with another browser’s', () =>
    unchanged(async () => {
      const code = await app.codeOf('33.24', 'sekretaris-daerah');
      const stranger = await app.visitor().post('/undangan', { code });
      expect(stranger.status).to.equal(403);
      const visitor = app.visitor();
      const page = await visitor.open('/');
      const token = formTokenIn(page.text);
      expect(token).to.have.length.greaterThan(20);
      const other = await app.visitor().post('/undangan', { code, _csrf: token });
      expect(other.status).to.equal(403);
    }));

  it('refuse cookies that were forged or made for another purpose', async () => {
    const invited = app.visitor();
    await invited.open(`/u/${await app.codeOf('33.24', 'sekretaris-daerah')}`);
    const invitation = /ikrar_undangan=([^;]+)/.exec(invited.cookies())?.[1] ?? '';
    expect(invitation).to.not.equal('');
    for (const cookie of [
      'ikrar_pejabat=e30.e30',
      `ikrar_pejabat=${invitation}`,
      'ikrar_petugas=guess',
    ]) {
      const socket = openSocket({ base: app.url, auth: { page: 'official' }, cookie });
      const refused = await connect(socket).then(
        () => 'connected',
        (error: Error) => error.message,
      );
      expect(refused).to.equal('NOT_SIGNED_IN');
      socket.disconnect();
      const page = await fetch(`${app.url}/kendali`, { headers: { cookie }, redirect: 'manual' });
      expect(page.status).to.equal(303);
      expect(page.headers.get('location')).to.equal('/masuk');
    }
  });

  it('refuse socket events that no schema knows, and ones that are not the caller’s', () =>
    unchanged(async () => {
      const socket = openSocket({ base: app.url, auth: { page: 'board' }, cookie: '' });
      await connect(socket);
      // Events outside the typed map, as only a forged client sends them.
      const raw = socket as unknown as {
        emitWithAck(event: string, input?: unknown): Promise<{ ok: boolean; code: string }>;
      };
      const ask = async (event: string, input: unknown) =>
        (await raw.emitWithAck(event, input)).code;
      expect(await ask('session:destroy', {})).to.equal('UNKNOWN_EVENT');
      expect(await ask('board:snapshot', { x: 1 })).to.equal('INVALID_INPUT');
      expect(await ask('session:act', { action: 'open-doors' })).to.equal('NOT_SIGNED_IN');
      expect(await ask('ceremony:tick', { clause: 1 })).to.equal('NOT_SIGNED_IN');
      expect(await ask('livestream:access', {})).to.equal('NOT_SIGNED_IN');
      const sign = { mark: { method: 'typed', text: 'x' }, consent: true };
      expect(await ask('signature:sign', sign)).to.equal('NOT_SIGNED_IN');
      socket.disconnect();
    }));

  it('send every page with a strict content security policy and no inline code', async () => {
    for (const path of ['/', '/papan', '/verifikasi', '/masuk', '/tidak-ada']) {
      const answer = await fetch(app.url + path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).to.include("script-src 'self'").and.not.include('unsafe');
      const html = await answer.text();
      expect(html, path).to.not.match(/\sstyle="|\son\w+="|<style/);
      const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, rest]) => rest);
      for (const rest of scripts) expect(rest, path).to.include('application/json');
    }
  });
});
