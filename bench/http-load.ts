// HTTP load over kept-alive connections, spoken by hand: a request as prepared bytes, an answer
// counted by its length. So the generator stays well ahead of what it measures.
import { connect, type Socket } from 'node:net';
import { percentile } from './figures.ts';
import type { HttpLoad } from './messages.ts';

const CONNECTIONS = 32;

const requestOf = (url: URL, headers: Record<string, string>): Buffer => {
  const lines = Object.entries({ host: url.host, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`GET ${url.pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
};

const END_OF_HEAD = Buffer.from('\r\n\r\n');

const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** Where the answer ends whose body begins at `from`; undefined while that can't be known. */
const endOfAnswer = (pending: Buffer, from: number, head: string): number | undefined => {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return from + Number(length);
  const last = pending.indexOf(LAST_CHUNK, from);
  return last < 0 ? undefined : last + LAST_CHUNK.length;
};

/** Calls `done` with the status of each whole answer that comes over `socket`. */
const readAnswers = (socket: Socket, done: (status: number) => void): void => {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    for (;;) {
      const end = pending.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      const whole = endOfAnswer(pending, end + END_OF_HEAD.length, head);
      if (whole === undefined || pending.length < whole) return;
      pending = pending.subarray(whole);
      done(Number(head.slice(9, 12)));
    }
  });
};

/** Asks for `address` on 32 connections, each as fast as it is answered. */
export async function loadHttp(
  address: string,
  headers: Record<string, string>,
  seconds: number,
): Promise<HttpLoad> {
  const url = new URL(address);
  const request = requestOf(url, headers);
  const took: number[] = [];
  let status = 0;
  const from = performance.now();
  const until = from + seconds * 1000;
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(url.port), url.hostname);
      socket.setNoDelay(true);
      let asked = 0;
      const ask = () => {
        asked = performance.now();
        socket.write(request);
      };
      readAnswers(socket, (answered) => {
        const now = performance.now();
        took.push(now - asked);
        status = answered;
        if (now < until) ask();
        else socket.end(resolve);
      });
      socket.once('error', reject);
      socket.once('connect', ask);
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const lasted = (performance.now() - from) / 1000;
  return { requests: took.length, seconds: lasted, p99: percentile(took, 0.99), status };
}
