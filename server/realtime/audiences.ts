// Who hears the same: sockets of this process by what their screens show, in rooms small enough that
// sending to one keeps nobody waiting.

/** `region`: officials and shared screens of a region; `guest`: the lectern. */
export type AudienceKind = 'region' | 'guest' | 'board' | 'control' | 'matrix';

export interface Audience {
  session: string;
  kind: AudienceKind;
  /** Of kind `region`: its code, empty for Pusat dan Kanreg. */
  region?: string;
}

export interface AudienceRoom {
  name: string;
  size: number;
}

export interface Audiences {
  /** Finds the room of a new socket. */
  join(audience: Audience): string;
  leave(room: string): void;
  /** From now until `end`, who joins comes into a room that this round does not send to. */
  begin(): void;
  end(): void;
  /** A session's audiences with the rooms that a round sends to. */
  list(session: string): { audience: Audience; rooms: AudienceRoom[] }[];
  /** Whether anybody of this kind is there. */
  has(session: string, kind: AudienceKind): boolean;
  /** Sessions that somebody of this kind follows. */
  sessions(kind: AudienceKind): string[];
}

type Room = AudienceRoom & { madeIn: number };

interface Group {
  audience: Audience;
  rooms: Map<string, Room>;
}

interface State {
  groups: Map<string, Group>;
  groupOf: Map<string, Group>;
  /** Counts the rounds; while one runs, its rooms are those made before it. */
  round: number;
  isRunning: boolean;
  /** Counts the rooms: no name comes twice. */
  made: number;
}

/** How the names of the rooms begin. */
const LETTERS: Record<AudienceKind, string> = {
  region: 'r',
  guest: 'g',
  board: 'b',
  control: 'c',
  matrix: 'm',
};
const keyOf = ({ session, kind, region = '' }: Audience): string =>
  `${LETTERS[kind]}:${session}:${region}`;

/** Most sockets of a room: about 4 ms of sending. */
export const ROOM_MAX = 250;

/** No audience yet. `most` sockets share a room. */
export function createAudiences(most = ROOM_MAX): Audiences {
  const state: State = {
    groups: new Map(),
    groupOf: new Map(),
    round: 0,
    isRunning: false,
    made: 0,
  };
  const ofSession = (session: string) =>
    [...state.groups.values()].filter(({ audience }) => audience.session === session);
  return {
    join: (audience) => join(state, audience, most),
    leave: (room) => leave(state, room),
    begin() {
      state.round += 1;
      state.isRunning = true;
    },
    end() {
      state.isRunning = false;
    },
    list: (session) =>
      ofSession(session).map(({ audience, rooms }) => ({
        audience,
        rooms: [...rooms.values()].filter((room) => room.size > 0 && isInRound(state, room)),
      })),
    has: (session, kind) => ofSession(session).some(({ audience }) => audience.kind === kind),
    sessions: (kind) => [
      ...new Set(
        [...state.groups.values()]
          .filter(({ audience }) => audience.kind === kind)
          .map(({ audience }) => audience.session),
      ),
    ],
  };
}

const isInRound = ({ isRunning, round }: State, room: Room): boolean =>
  !isRunning || room.madeIn < round;

const join = (state: State, audience: Audience, most: number): string => {
  const key = keyOf(audience);
  const group = state.groups.get(key) ?? { audience, rooms: new Map() };
  state.groups.set(key, group);
  const isFree = (room: Room) => room.size < most && !(state.isRunning && isInRound(state, room));
  let room = [...group.rooms.values()].find(isFree);
  if (!room) {
    state.made += 1;
    room = { name: `${key}#${state.made}`, size: 0, madeIn: state.round };
    group.rooms.set(room.name, room);
    state.groupOf.set(room.name, group);
  }
  room.size += 1;
  return room.name;
};

const leave = (state: State, name: string): void => {
  const group = state.groupOf.get(name);
  const room = group?.rooms.get(name);
  if (!group || !room) return;
  room.size -= 1;
  if (room.size > 0) return;
  group.rooms.delete(name);
  state.groupOf.delete(name);
  if (group.rooms.size > 0) return;
  state.groups.delete(keyOf(group.audience));
};
