// What an official's browser does while the declaration is read: ticks each clause once it has
// been read, and knows when signing opens.
import type { CommandResult } from '../protocol/error-codes.ts';
import type { SignedReceipt } from '../protocol/socket-events.ts';
import type { ClientSocket } from './open-socket.ts';

const ACK_LIMIT_MS = 60_000;

/** The data of an acknowledgement; throws its code when it is a refusal. */
export function dataOf<T>(result: CommandResult<T>): T {
  if (result.ok) return result.data;
  throw new Error(result.code);
}

export interface CeremonyFollower {
  /** Resolves when signing is open and every clause has been ticked; rejects when a tick failed. */
  ready(): Promise<void>;
}

/** Follows the frames of a connected official's socket; call it before connecting. */
export function followCeremony(socket: ClientSocket): CeremonyFollower {
  let ticked = 0;
  let chain = Promise.resolve();
  let isOpen = false;
  let announce: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    announce = resolve;
  });

  const tick = async (clause: number) => {
    const answer = await socket.timeout(ACK_LIMIT_MS).emitWithAck('ceremony:tick', { clause });
    dataOf(answer);
  };
  socket.on('frame', ({ status }) => {
    if (!status || (status.ceremony !== 'reading' && status.ceremony !== 'signing')) return;
    // A clause has been read when the next one begins; the closing follows the last clause.
    for (; ticked < status.clause - 1; ticked += 1) {
      const clause = ticked + 1;
      chain = chain.then(() => tick(clause));
      // Whoever asks for `ready` hears of a failure; until then nobody else must.
      chain.catch(() => undefined);
    }
    if (status.ceremony !== 'signing' || isOpen) return;
    isOpen = true;
    announce();
  });

  return {
    async ready() {
      await opened;
      await chain;
    },
  };
}

/** Signs by typing `text`; resolves with the acknowledgement, rejects with the code of a refusal. */
export async function sendSignature(socket: ClientSocket, text: string): Promise<SignedReceipt> {
  const input = { mark: { method: 'typed', text }, consent: true };
  return dataOf(await socket.timeout(ACK_LIMIT_MS).emitWithAck('signature:sign', input));
}
