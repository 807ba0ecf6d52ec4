// Sends an action of the control room and takes over the answer; a refusal is said in words.
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';

export interface ActParts {
  socket: LiveSocket;
  messages: Messages;
  /** The version that the operator sees. */
  version(): number;
  onStatus(status: SessionStatus): void;
}

/** Returns the sender; while one action is on its way a second press is passed over. */
export function createAct({ socket, messages, version, onStatus }: ActParts) {
  let isBusy = false;
  return async (action: SessionAction): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    const input = { action, version: version() };
    const result = await ask(socket, 'session:act', input).catch(() => undefined);
    isBusy = false;
    if (result?.ok) {
      messages.clear();
      onStatus(result.data);
    } else messages.show(result ? result.message : text('failed'));
  };
}
