// Notices that nothing arrives any more: an engine that is unreachable closes no connection, and its
// own sign of life would be missed only after a quarter of a minute.
import type { RemoteTrack, Room } from 'livekit-client';

const LOOK_MS = 500;
/** With the look before, a page says it within five seconds. */
export const STILL_MS = 3_000;

/** Turns counts of arrived packets into "it stands still"; `expected`: something should arrive. */
export function createStillness(now: () => number) {
  let before = -1;
  let movedAt = now();
  return (packets: number, expected: boolean): boolean => {
    if (packets !== before || !expected) movedAt = now();
    before = packets;
    return now() - movedAt >= STILL_MS;
  };
}

/** What is sent to us at this moment; a picture that nobody looks at is not. */
const arriving = (room: Room): RemoteTrack[] =>
  [...room.remoteParticipants.values()]
    .flatMap((participant) => [...participant.trackPublications.values()])
    .filter(({ isMuted, isEnabled }) => !isMuted && isEnabled)
    .flatMap(({ track }) => (track ? [track] : []));

async function packetsOf(tracks: RemoteTrack[]): Promise<number> {
  const reports = await Promise.all(tracks.map((track) => track.getRTCStatsReport()));
  let packets = 0;
  for (const report of reports) {
    report?.forEach((stat: { type: string; packetsReceived?: number }) => {
      if (stat.type === 'inbound-rtp') packets += stat.packetsReceived ?? 0;
    });
  }
  return packets;
}

/** Calls `onStill` at each change; returns what ends the watch. */
export function watchStill(room: Room, onStill: (isStill: boolean) => void): () => void {
  const judge = createStillness(() => performance.now());
  let isStill = false;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const tracks = arriving(room);
    // Counted of a hidden page, whose timers sleep, it would mean nothing.
    const next = judge(await packetsOf(tracks), tracks.length > 0 && !document.hidden);
    if (next === isStill) return;
    isStill = next;
    onStill(next);
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MS);
  return () => clearInterval(timer);
}
