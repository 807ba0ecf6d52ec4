// One official of a rehearsal: walks the public way with a cookie and a socket, and writes down
// what happened. Knows the site's address and an invitation code, nothing else.
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
  let isLeaving = false;

  const journalled = async (walk: () => Promise<void>) => {
    try {
      await walk();
    } catch (error) {
      entry.failure ??= reasonOf(error);
    }
  };

  const attend = async () => {
    const opened = openSocket({ base, auth: { page: 'official' }, cookie: jar.header() });
    socket = opened;
    ceremony = followCeremony(opened);
    opened.on('disconnect', () => {
      if (!isLeaving) entry.drops += 1;
    });
    await connect(opened);
  };

  return {
    entry,
    jar,
    arrive: () =>
      journalled(async () => {
        const start = now();
        await walkToStage({ client, jar, code: entry.code, name, number: parts.number });
        await attend();
        entry.arrivalMs = now() - start;
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
    leave() {
      isLeaving = true;
      socket?.disconnect();
    },
  };
}
