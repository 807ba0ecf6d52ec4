// Makes the media room what the stage says: promotes and demotes participants in place, takes
// microphones, and sends away who must not be there. Done again, it changes nothing; whatever was
// missed (a lost call, an old token, a restart) is put right by the next look at the room.
import { type ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk';
import type { LivekitEngine } from '../embedded/livekit.ts';
import {
  type LivestreamRole,
  type Permission,
  permissionFor,
  personOf,
  roomName,
} from './grants.ts';
import { TEST_PRESENTER } from './livestream-service.ts';

/** What somebody has to be, by what their identity begins with; `nobody` must not be there. */
export type Wanted = (person: string) => { role: LivestreamRole | 'nobody'; muted?: boolean };

/** A step towards what is wanted. */
export type FollowStep =
  | { kind: 'remove'; identity: string }
  | { kind: 'set'; identity: string; permission: Permission };

export interface StageFollower {
  /**
   * Brings the room of a session into line; `seen` is who was just found there. One after the other
   * for each session. Resolves when it is done, also where the engine did not answer.
   */
  follow(session: string, seen?: ParticipantInfo[]): Promise<void>;
  /** Ends the connections of a person; they may come back with a fresh token. */
  remove(session: string, person: string): Promise<void>;
}

type Seen = Pick<ParticipantInfo, 'identity' | 'permission' | 'tracks'>;

const sameSources = (a: readonly number[], b: readonly number[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

const isAs = ({ permission }: Seen, wanted: Permission): boolean =>
  permission !== undefined &&
  permission.canPublish === wanted.canPublish &&
  permission.hidden === wanted.hidden &&
  permission.canSubscribe === wanted.canSubscribe &&
  (!wanted.canPublish || sameSources(permission.canPublishSources, wanted.canPublishSources));

/**
 * What has to be done with those who are there; pure. Who leaves the stage is silenced first and
 * hidden then: hidden at once, others would keep what they published.
 */
export function stepsFor(seen: Seen[], wanted: Wanted): FollowStep[] {
  return seen.flatMap((one): FollowStep[] => {
    const { identity } = one;
    if (identity === TEST_PRESENTER) return [];
    const { role, muted = false } = wanted(personOf(identity));
    if (role === 'nobody') return [{ kind: 'remove', identity }];
    const permission = permissionFor(role, muted);
    if (isAs(one, permission)) return [];
    const set: FollowStep = { kind: 'set', identity, permission };
    const isSeen = one.permission?.hidden === false;
    if (!permission.hidden || !isSeen) return [set];
    return [{ kind: 'set', identity, permission: { ...permission, hidden: false } }, set];
  });
}

/** `isFresh` asks for the stored state: before anything is changed, another process may know more. */
export function createStageFollower(options: {
  engine: LivekitEngine;
  wantedOf(session: string, isFresh: boolean): Promise<Wanted>;
  onError(error: unknown): void;
}): StageFollower {
  const { engine, wantedOf, onError } = options;
  const queues = new Map<string, Promise<void>>();
  const client = () => {
    const ready = engine.status().state === 'ready' ? engine.connection() : undefined;
    return ready && new RoomServiceClient(ready.apiUrl, ready.apiKey, ready.apiSecret);
  };
  /** Undefined for a room that nobody has entered. */
  const list = (rooms: RoomServiceClient, session: string) =>
    rooms.listParticipants(roomName(session)).catch(() => undefined);

  const run = async (session: string, seen: ParticipantInfo[] | undefined): Promise<void> => {
    const rooms = client();
    const everybody = rooms && (seen ?? (await list(rooms, session)));
    if (!rooms || !everybody || everybody.length === 0) return;
    if (stepsFor(everybody, await wantedOf(session, false)).length === 0) return;
    for (const step of stepsFor(everybody, await wantedOf(session, true))) {
      await takeStep(rooms, roomName(session), step).catch((error: unknown) => {
        // Who has left meanwhile needs nothing.
        if (!isNotFound(error)) onError(error);
      });
    }
  };
  return {
    follow(session, seen) {
      const before = queues.get(session) ?? Promise.resolve();
      const next = before.then(() => run(session, seen)).catch(onError);
      queues.set(session, next);
      return next;
    },
    async remove(session, person) {
      const rooms = client();
      const everybody = rooms && (await list(rooms, session));
      const theirs = (everybody ?? []).filter(({ identity }) => personOf(identity) === person);
      for (const { identity } of theirs) {
        await takeStep(rooms, roomName(session), { kind: 'remove', identity }).catch(onError);
      }
    },
  };
}

const isNotFound = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'not_found';

const takeStep = async (
  rooms: RoomServiceClient | undefined,
  room: string,
  step: FollowStep,
): Promise<void> => {
  if (step.kind === 'remove') await rooms?.removeParticipant(room, step.identity);
  else await rooms?.updateParticipant(room, step.identity, { permission: step.permission });
};
