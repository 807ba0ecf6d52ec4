// Files that are made while they are sent: no faster than the caller takes them, ended when the
// caller goes; a failure before the first byte is told, one after it ends the connection.
import { once } from 'node:events';
import { get } from 'node:http';
import { expect } from 'chai';
import { AppError } from '../../server/core/app-error.ts';
import { type AnyRoute, defineRoute } from '../../server/http/define-route.ts';
import { stream } from '../../server/http/reply.ts';
import { createVisitorTokens } from '../../server/http/visitor.ts';
import { startTestHttp, systemClock, type TestHttp } from '../support/http.ts';

const PART = new Uint8Array(64_000).fill(97);

/** Endless parts; counts them, and says when it was cancelled. */
function source(failAt = Number.POSITIVE_INFINITY) {
  const state = { made: 0, cancelled: Promise.resolve() };
  let end = () => {};
  state.cancelled = new Promise<void>((resolve) => {
    end = resolve;
  });
  const bytes = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (state.made === failAt) throw new AppError('NOT_READY');
      state.made += 1;
      controller.enqueue(PART);
    },
    cancel: () => end(),
  });
  return { state, bytes };
}

describe('a streamed file', () => {
  let http: TestHttp;
  let made: ReturnType<typeof source>;
  const routeTo = (path: string, failAt?: number): AnyRoute =>
    defineRoute({
      method: 'get',
      path,
      access: 'public',
      input: {},
      handle() {
        made = source(failAt);
        return stream({ stream: made.bytes, type: 'text/csv; charset=utf-8', name: 'berkas.csv' });
      },
    });

  before(async () => {
    http = await startTestHttp({
      routes: [routeTo('/tanpa-akhir'), routeTo('/gagal', 0), routeTo('/putus', 3)],
      tokens: createVisitorTokens(Buffer.alloc(32, 3), systemClock),
      findStaff: async () => undefined,
    });
  });
  after(() => http.stop());

  it('waits for a caller who does not read, and ends when the caller goes', async () => {
    const request = get(`${http.url}/tanpa-akhir`);
    const [response] = await once(request, 'response');
    expect(response.headers['content-disposition']).to.match(
      /^attachment; filename="?berkas.csv"?$/,
    );
    expect(response.headers['content-type']).to.equal('text/csv; charset=utf-8');
    // What system and sockets hold is soon full; then nothing more is made.
    let before = -1;
    while (before !== made.state.made) {
      before = made.state.made;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(made.state.made * PART.length, 'bytes made for nobody').to.be.below(20_000_000);
    request.destroy();
    await made.state.cancelled;
    const { made: parts } = made.state;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(made.state.made).to.equal(parts);
  });

  it('tells why there is none when making it fails at once', async () => {
    const answer = await fetch(`${http.url}/gagal`);
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('content-type')).to.match(/^text\/html/);
    expect(answer.headers.get('content-disposition')).to.equal(null);
    expect(await answer.text()).to.include('NOT_READY');
  });

  it('breaks off when making it fails later, and goes on answering others', async () => {
    const answer = await fetch(`${http.url}/putus`);
    expect(answer.status).to.equal(200);
    const failure = await answer.arrayBuffer().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure, 'a whole file').to.be.instanceOf(Error);
    expect((await fetch(`${http.url}/gagal`)).status).to.equal(503);
  });
});
