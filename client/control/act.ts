// Sends an action of the control room and takes over the answer; a refusal is said in words.
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';
import { alreadyWords } from './already-words.ts';

export interface ActParts {
  socket: LiveSocket;
  messages: Messages;
  /** The version that the operator sees. */
  version(): number;
  /** The status after the step, for a page whose frames don't bring more with it. */
  onStatus?(status: SessionStatus): void;
}

/** Returns the sender; a second press on the same picture is passed over while one is on its way. */
export function createAct({ socket, messages, version, onStatus }: ActParts) {
  let inFlight: number | undefined;
  return async (action: SessionAction): Promise<void> => {
    const input = { action, version: version() };
    if (inFlight === input.version) return;
    inFlight = input.version;
    const result = await ask(socket, 'session:act', input).catch(() => undefined);
    if (inFlight === input.version) inFlight = undefined;
    if (result?.ok) {
      const { already } = result.data;
      if (already) messages.tell(alreadyWords(already));
      else messages.clear();
      onStatus?.(result.data);
    } else messages.show(result ? result.message : text('failed'));
  };
}
