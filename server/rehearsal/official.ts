// One official of a rehearsal: walks the public way with a cookie and sockets, and writes down
// what happened. Knows the site's address and an invitation code, nothing else.
import { setTimeout as delay } from 'node:timers/promises';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { type CeremonyFollower, followCeremony, sendSignature } from './follow-ceremony.ts';
import type { HttpClient } from './http-client.ts';
import type { JournalEntry } from './journal.ts';
import { type ClientSocket, connect, openSocket } from './open-socket.ts';
import { walkToStage } from './walk-to-stage.ts';

export interface OfficialParts {
  base: string;
  client: HttpClient;
  /** Written to as the official goes along. */
  entry: JournalEntry;
  /** The official's place in the crowd; makes name and PIN. */
  number: number;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
}

export interface Official {
  entry: JournalEntry;
  jar: CookieJar;
  /** Opens the invitation, registers, checks in and connects; a failure goes to the journal. */
  arrive(): Promise<void>;
  /** Waits until signing is open and the clauses are ticked, then `pause`, then signs. */
  sign(pause: () => Promise<void>): Promise<void>;
  /** The line is gone for this long; resolves when it is back. */
  goAway(milliseconds: number): Promise<void>;
  /** A second device takes over, and hands back after this long; both are on in between. */
  useTwoDevices(milliseconds: number): Promise<void>;
  leave(): void;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** An official who has not yet come. */
export function createOfficial(parts: OfficialParts): Official {
  const { base, client, entry, now } = parts;
  const jar = createCookieJar();
  const name = `Peserta Gladi ${parts.number}`;
  let socket: ClientSocket | undefined;
  let ceremony: CeremonyFollower | undefined;

  const journalled = async (walk: () => Promise<void>) => {
    try {
      await walk();
    } catch (error) {
      entry.failure ??= reasonOf(error);
    }
  };
  const open = () => openDevice({ base, cookie: jar.header(), entry, now });

  return {
    entry,
    jar,
    arrive: () =>
      journalled(async () => {
        const start = now();
        await walkToStage({ client, jar, code: entry.code, name, number: parts.number });
        const opened = open();
        socket = opened;
        ceremony = followCeremony(opened);
        await connect(opened);
        entry.arrivedAt = now();
        entry.arrivalMs = entry.arrivedAt - start;
      }),
    sign: (pause) =>
      journalled(async () => {
        if (!socket || !ceremony) return;
        await ceremony.ready();
        await pause();
        const start = now();
        const { signature, signedAt, leafHash } = await sendSignature(socket, name);
        entry.signingMs = now() - start;
        entry.receipt = { signature, signedAt, leafHash };
      }),
    goAway: (milliseconds) =>
      journalled(async () => {
        socket?.disconnect();
        await delay(milliseconds);
        if (socket) await connect(socket);
      }),
    useTwoDevices: (milliseconds) =>
      journalled(async () => {
        const second = open();
        await connect(second);
        await delay(milliseconds / 3);
        socket?.disconnect();
        await delay(milliseconds / 3);
        if (socket) await connect(socket);
        await delay(milliseconds / 3);
        second.disconnect();
      }),
    leave: () => void socket?.disconnect(),
  };
}

/** A device's socket, not yet connected; the journal notes each of its connections. */
const openDevice = ({
  base,
  cookie,
  entry,
  now,
}: Pick<OfficialParts, 'base' | 'entry' | 'now'> & { cookie: string }): ClientSocket => {
  const socket = openSocket({ base, auth: { page: 'official' }, cookie });
  let connection: JournalEntry['connections'][number] | undefined;
  socket.on('connect', () => {
    connection = { from: now(), to: null };
    entry.connections.push(connection);
  });
  socket.on('disconnect', (reason) => {
    if (connection) connection.to = now();
    // Whoever leaves or goes away means it; every other end is a line that broke.
    if (reason !== 'io client disconnect') entry.drops += 1;
  });
  return socket;
};
