// The rehearsal's HTTP against a real listener: cookies kept, redirects followed, forms sent.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createCookieJar } from '../../server/rehearsal/cookie-jar.ts';
import { createHttpClient, type HttpClient } from '../../server/rehearsal/http-client.ts';

describe('the rehearsal over HTTP', () => {
  let server: Server;
  let client: HttpClient;
  before(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const seen = {
        method: request.method,
        cookie: request.headers.cookie,
        bearer: request.headers.authorization,
        body: Buffer.concat(chunks).toString(),
      };
      if (request.url === '/round') response.setHeader('location', '/round');
      if (request.url === '/form') {
        response.setHeader('set-cookie', ['b=2; HttpOnly']);
        response.setHeader('location', '/end');
      }
      response.statusCode = response.hasHeader('location') ? 303 : 200;
      response.end(JSON.stringify(seen));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Adapter: a TCP listener's address is never a string.
    const { port } = server.address() as AddressInfo;
    client = createHttpClient(`http://127.0.0.1:${port}`);
  });
  after(() => {
    client.close();
    server.close();
  });

  it('keeps cookies and follows a form to the page behind it', async () => {
    const jar = createCookieJar();
    jar.store(['a=1']);
    const answer = await client.call('/form', { method: 'POST', form: { name: 'A & B' }, jar });
    expect(answer.url.pathname).to.equal('/end');
    expect(JSON.parse(answer.text)).to.include({ method: 'GET', cookie: 'a=1; b=2', body: '' });
  });

  it('sends JSON with a bearer token', async () => {
    const call = { method: 'POST', json: { officials: 3 }, bearer: 't' } as const;
    const seen = JSON.parse((await client.call('/end', call)).text);
    expect(seen).to.include({ bearer: 'Bearer t', body: '{"officials":3}' });
  });

  it('asks once more when the server closed a kept connection', async () => {
    let requests = 0;
    const closing = createServer((request, response) => {
      requests += 1;
      // The second request meets a connection that is being reset; the third has a new one.
      if (requests === 2) request.socket.resetAndDestroy();
      else response.end('answered');
    });
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
    // Adapter: a TCP listener's address is never a string.
    const { port } = closing.address() as AddressInfo;
    const patient = createHttpClient(`http://127.0.0.1:${port}`);
    try {
      await patient.call('/');
      expect((await patient.call('/')).text).to.equal('answered');
      expect(requests).to.equal(3);
    } finally {
      patient.close();
      closing.close();
    }
  });

  it('gives up a circle of redirects', async () => {
    const error = await client.call('/round').catch((cause: unknown) => cause);
    expect(String(error)).to.include('redirects');
  });
});
