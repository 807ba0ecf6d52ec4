// What is new for single people: it travels in the frame that everybody gets, so that nobody is sent
// more messages for having something of their own.
import type { Frame } from '../protocol/socket-events.ts';

/** What is used of Socket.IO. */
export interface PersonalServer {
  to(rooms: string[]): {
    except(rooms: string[]): { emit(event: 'frame', frame: Frame): unknown };
  };
  sockets: {
    adapter: { rooms: ReadonlyMap<string, ReadonlySet<string>> };
    sockets: ReadonlyMap<string, PersonalSocket>;
  };
}

interface PersonalSocket {
  id: string;
  rooms: ReadonlySet<string>;
  emit(event: 'frame', frame: Frame): unknown;
}

export interface PersonalFrames {
  /** Keeps what is new for the sockets in `room` alone until the next round. */
  add(room: string, frame: Frame): void;
  /** Whether anything waits. */
  isWaiting(): boolean;
  /** Takes what waits into a round that begins now. */
  begin(): PersonalRound;
}

export interface PersonalRound {
  /** Sends `frame` to all in `rooms`, to each together with what is their own. */
  send(rooms: string[], frame: Frame): void;
  /** Sends what is left to those for whom there was nothing else. */
  end(): void;
}

/** Both in one; of what both have, the later counts. */
export function mergedFrames(first: Frame, later: Frame): Frame {
  const merged: Frame = { ...first, ...later };
  if (first.talk && later.talk) merged.talk = { ...first.talk, ...later.talk };
  if (first.stage && later.stage) merged.stage = { ...first.stage, ...later.stage };
  return merged;
}

/** Nothing waits yet. */
export function createPersonalFrames(io: PersonalServer): PersonalFrames {
  let waiting = new Map<string, Frame>();
  return {
    add(room, frame) {
      const known = waiting.get(room);
      waiting.set(room, known ? mergedFrames(known, frame) : frame);
    },
    isWaiting: () => waiting.size > 0,
    begin() {
      const taken = waiting;
      waiting = new Map();
      return createRound(io, taken);
    },
  };
}

type Entry = { socket: PersonalSocket; own: Frame };

const createRound = (io: PersonalServer, news: ReadonlyMap<string, Frame>): PersonalRound => {
  const left = new Map<string, Entry>();
  for (const [room, own] of news) {
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id);
      const known = left.get(id)?.own;
      if (socket) left.set(id, { socket, own: known ? mergedFrames(known, own) : own });
    }
  }
  const inRoom = new Map<string, Entry[]>();
  for (const entry of left.values()) {
    for (const room of entry.socket.rooms) {
      const there = inRoom.get(room) ?? [];
      there.push(entry);
      inRoom.set(room, there);
    }
  }
  return {
    send(rooms, frame) {
      const people = rooms.flatMap((room) => inRoom.get(room) ?? []);
      // Each socket is in a room of its own that has its id.
      const ids = people.map(({ socket }) => socket.id);
      io.to(rooms).except(ids).emit('frame', frame);
      for (const { socket, own } of people) {
        left.delete(socket.id);
        socket.emit('frame', mergedFrames(own, frame));
      }
    },
    end() {
      for (const { socket, own } of left.values()) socket.emit('frame', own);
      left.clear();
    },
  };
};
