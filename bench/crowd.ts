// The load: officials' sockets of this process, opened at an even pace.
import { WebSocket } from 'ws';
import { sendSignature } from '../server/rehearsal/follow-ceremony.ts';
import { type ClientSocket, connect, openSocket } from '../server/rehearsal/open-socket.ts';

/** Starts `count` works evenly over `seconds`; resolves when all have ended. */
export async function pace(
  count: number,
  seconds: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const from = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < count) {
    const due = Math.min(count, ((performance.now() - from) / 1000 / seconds) * count + 1);
    while (running.length < due) running.push(work(running.length));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(running);
}

/** Opens a socket for each cookie over `seconds`; `failed` counts those that got none. */
export async function joinAll(url: string, cookies: string[], seconds: number) {
  const sockets: ClientSocket[] = [];
  let failed = 0;
  await pace(cookies.length, seconds, async (index) => {
    const auth = { page: 'official' as const };
    const socket = openSocket({ base: url, auth, cookie: cookies[index] ?? '' });
    try {
      const greeted = new Promise<void>((resolve) => {
        socket.once('frame', () => resolve());
      });
      await connect(socket);
      await greeted;
      sockets.push(socket);
    } catch {
      failed += 1;
      socket.disconnect();
    }
  });
  return { sockets, failed };
}

/** The same with plain WebSockets; each waits for the server's first message. */
export async function joinRaw(url: string, cookies: string[], seconds: number) {
  const sockets: WebSocket[] = [];
  await pace(cookies.length, seconds, async (index) => {
    const socket = new WebSocket(url, { headers: { cookie: cookies[index] ?? '' } });
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('error', reject);
    });
    sockets.push(socket);
  });
  return sockets;
}

/** Signs once on each socket, `inFlight` at a time; resolves with each one's milliseconds. */
export async function signAll(sockets: ClientSocket[], inFlight: number): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const lane = async () => {
    for (let socket = sockets[next++]; socket; socket = sockets[next++]) {
      const from = performance.now();
      await sendSignature(socket, 'Pejabat Uji');
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, sockets.length) }, lane));
  return took;
}
