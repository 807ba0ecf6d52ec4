// The load's sockets: opened at an even pace, signing, and counting what they are sent.
import { connect, openSocket } from '../server/rehearsal/open-socket.ts';
import { type LeanSocket, openLean, openRaw } from './lean-socket.ts';
import type { JoinOrder } from './messages.ts';
import { monotonicMs } from './monotonic.ts';

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

interface Opening {
  url: string;
  auth: JoinOrder['auth'];
  cookie: string;
}

const WAYS: Record<JoinOrder['way'], (opening: Opening) => Promise<LeanSocket>> = {
  product: openLean,
  raw: ({ url, cookie }) => openRaw(url, cookie),
  async queue({ url, auth, cookie }) {
    const socket = openSocket({ base: url, auth, cookie });
    await connect(socket);
    return {
      onFrame: () => undefined,
      emit: () => Promise.reject(new Error('This one only waits')),
      close: () => void socket.disconnect(),
    };
  },
};

/** Opens a socket for each cookie over `seconds`; those that got none are counted by reason. */
export async function joinAll({ way, url, auth, cookies, seconds }: JoinOrder) {
  const sockets: LeanSocket[] = [];
  const took: number[] = [];
  const failures: string[] = [];
  await pace(cookies.length, seconds, async (index) => {
    const cookie = cookies[index] ?? '';
    const from = performance.now();
    try {
      sockets.push(await WAYS[way]({ url, auth, cookie }));
      took.push(performance.now() - from);
    } catch (error) {
      failures.push(String(error));
    }
  });
  return { sockets, took, failures };
}

const SIGNATURE = { mark: { method: 'typed', text: 'Pejabat Uji' }, consent: true };

const signOnce = async (socket: LeanSocket): Promise<string> => {
  const answer = await socket.emit('signature:sign', SIGNATURE);
  const [result] = JSON.parse(answer) as [{ ok: boolean; data: { signature: string } }];
  if (!result.ok) throw new Error(answer);
  return result.data.signature;
};

/** Signs once on each socket, `inFlight` at a time; resolves with each one's milliseconds. */
export async function signAll(sockets: LeanSocket[], inFlight: number): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const lane = async () => {
    for (let socket = sockets[next++]; socket; socket = sockets[next++]) {
      const from = performance.now();
      await signOnce(socket);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, sockets.length) }, lane));
  return took;
}

/** Signs once on each socket at an even rate. */
export async function signAtRate(sockets: LeanSocket[], perSecond: number): Promise<number[]> {
  const took: number[] = [];
  await pace(sockets.length, sockets.length / perSecond, async (index) => {
    const socket = sockets[index];
    const from = performance.now();
    if (socket) await signOnce(socket);
    took.push(performance.now() - from);
  });
  return took;
}

/** Everybody signs at once; gives the signatures acknowledged until the sockets end, as they come. */
export function signUntilCut(sockets: LeanSocket[], acknowledged: string[]): Promise<void> {
  const one = (socket: LeanSocket) =>
    signOnce(socket).then(
      (signature) => void acknowledged.push(signature),
      () => undefined,
    );
  return Promise.all(sockets.map(one)).then(() => undefined);
}

/** Notes when each socket gets its first, second, third frame, from now on. */
export function watchFrames(sockets: LeanSocket[]): number[][] {
  const received: number[][] = [];
  for (const socket of sockets) {
    let count = 0;
    socket.onFrame = () => {
      const moments = received[count] ?? [];
      received[count] = moments;
      moments.push(monotonicMs());
      count += 1;
    };
  }
  return received;
}
