// The load as a process of its own. Started by bench/load-process.ts only.
import { joinAll, signAll, signAtRate, signUntilCut, watchFrames } from './crowd.ts';
import { percentile } from './figures.ts';
import { loadHttp } from './http-load.ts';
import type { LeanSocket } from './lean-socket.ts';
import type { Delivered, Joined, JoinOrder, LoadOrder } from './messages.ts';
import { answerOrders } from './ordered-child.ts';

type Of<K extends LoadOrder['kind']> = Extract<LoadOrder, { kind: K }>;

const crowds = new Map<string, LeanSocket[]>();
const acknowledged: string[] = [];
let received: number[][] = [];

const socketsOf = (crowd: string): LeanSocket[] => crowds.get(crowd) ?? [];

/** From when each frame began to leave to when each socket had it. */
const deliveredSince = (sentAt: number[], sockets: number): Delivered => {
  const took = sentAt.flatMap((sent, frame) => (received[frame] ?? []).map((at) => at - sent));
  return {
    deliveries: took.length,
    missing: sentAt.length * sockets - took.length,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
  };
};

let watched = 0;
answerOrders<LoadOrder>({
  async join(order: JoinOrder): Promise<Joined> {
    const { sockets, took, failures } = await joinAll(order);
    crowds.set(order.crowd, sockets);
    return { joined: sockets.length, failures, took };
  },
  leave({ crowd }: Of<'leave'>) {
    for (const socket of socketsOf(crowd)) socket.close();
    crowds.delete(crowd);
  },
  sign: ({ crowd, count, inFlight }: Of<'sign'>) =>
    signAll(socketsOf(crowd).slice(0, count), inFlight),
  'sign-at': ({ crowd, perSecond }: Of<'sign-at'>) => signAtRate(socketsOf(crowd), perSecond),
  async 'sign-until'({ crowd, acknowledged: least }: Of<'sign-until'>) {
    acknowledged.length = 0;
    const ended = signUntilCut(socketsOf(crowd), acknowledged);
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (acknowledged.length < least && !isOver) await new Promise(setImmediate);
    return acknowledged.length;
  },
  acknowledged: () => acknowledged,
  watch({ crowd }: Of<'watch'>) {
    watched = socketsOf(crowd).length;
    received = watchFrames(socketsOf(crowd));
  },
  watched: ({ sentAt }: Of<'watched'>) => deliveredSince(sentAt, watched),
  http: ({ url, headers, seconds }: Of<'http'>) => loadHttp(url, headers, seconds),
});
