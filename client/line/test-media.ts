// Whether media gets through: the engine's signalling, then its packets over UDP, then over TCP.
// It enters a room of its own; the library is loaded with the first test only.
import type { Room } from 'livekit-client';
import type { LineFindings } from '../../server/protocol/line-test.ts';
import type { Livekit } from '../media/keep-connected.ts';

export interface MediaAddress {
  protocol: string;
  host: string;
  port: number;
}

export interface MediaFindings extends Required<Pick<LineFindings, 'signal'>> {
  udp: boolean;
  tcp: boolean;
  /** Where the media was found, as the browser reached it. */
  reached: MediaAddress[];
}

const CONNECT_MS = 15_000;
const SWITCH_MS = 12_000;

/** Resolves with false when the promise fails or takes longer. */
const succeeds = (promise: Promise<unknown>, limitMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const limit = setTimeout(resolve, limitMs, false);
    const end = (isGood: boolean): void => {
      clearTimeout(limit);
      resolve(isGood);
    };
    promise.then(
      () => end(true),
      () => end(false),
    );
  });

/** Fields of the browser's statistics that the types of the platform leave open. */
interface Stat {
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  nominated?: boolean;
  state?: string;
  remoteCandidateId?: string;
  protocol?: string;
  address?: string;
  port?: number;
}

/** The far end of the pair that carries the connection. */
async function farEnd(room: Room): Promise<MediaAddress | undefined> {
  const { pcManager } = room.engine;
  for (const side of [pcManager?.subscriber, pcManager?.publisher]) {
    const report = await side?.getStats();
    // A statistics report holds nothing but such dictionaries.
    const stats = new Map<string, Stat>(report ? [...(report as Map<string, Stat>)] : []);
    const all = [...stats.values()];
    const chosen = all.find((one) => one.type === 'transport')?.selectedCandidatePairId;
    const pair =
      stats.get(chosen ?? '') ??
      all.find(
        (one) => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded',
      );
    const remote = stats.get(pair?.remoteCandidateId ?? '');
    if (remote?.protocol) {
      return { protocol: remote.protocol, host: remote.address ?? '', port: remote.port ?? 0 };
    }
  }
  return undefined;
}

/** Asks the engine to go on over TCP alone. */
async function overTcp(room: Room, { RoomEvent }: Livekit): Promise<MediaAddress | undefined> {
  const back = new Promise<void>((resolve, reject) => {
    room.once(RoomEvent.Reconnected, () => resolve());
    room.once(RoomEvent.Disconnected, () => reject(new Error('disconnected')));
  });
  void room.simulateScenario('force-tcp').catch(() => undefined);
  if (!(await succeeds(back, SWITCH_MS))) return undefined;
  const address = await farEnd(room);
  return address?.protocol === 'tcp' ? address : undefined;
}

/** Tries the way of a viewer; at most half a minute. `onSignal` hears of the first step. */
export async function testMedia(
  { url, token }: { url: string; token: string },
  onSignal: (isThere: boolean) => void,
): Promise<MediaFindings> {
  const livekit = await import('livekit-client');
  const room = new livekit.Room();
  let signal = false;
  room.on(livekit.RoomEvent.SignalConnected, () => {
    signal = true;
    onSignal(true);
  });
  try {
    const connecting = room.connect(url, token, { autoSubscribe: false, maxRetries: 0 });
    const isConnected = await succeeds(connecting, CONNECT_MS);
    if (!signal) onSignal(false);
    const first = isConnected ? await farEnd(room) : undefined;
    if (!first) return { signal, udp: false, tcp: false, reached: [] };
    if (first.protocol === 'tcp') return { signal, udp: false, tcp: true, reached: [first] };
    const second = await overTcp(room, livekit);
    return {
      signal,
      udp: true,
      tcp: second !== undefined,
      reached: second ? [first, second] : [first],
    };
  } finally {
    await room.disconnect();
  }
}
