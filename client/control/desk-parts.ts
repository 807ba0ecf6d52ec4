// What the panel of questions and the line of announcements share: sending, and saying a refusal.
import type { TalkDesk } from '../../server/protocol/talk.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';

export interface DeskParts {
  socket: LiveSocket;
  messages: Messages;
  /** Takes over what the server answered. */
  take(desk: TalkDesk): void;
}

type Answer = { ok: true; data: TalkDesk } | { ok: false; message: string } | undefined;

/** A refusal is said in words, and what has changed meanwhile is fetched; true when it was done. */
export async function settle(
  answer: Answer,
  { socket, messages, take }: DeskParts,
): Promise<boolean> {
  if (answer?.ok) {
    messages.clear();
    take(answer.data);
    return true;
  }
  messages.show(answer ? answer.message : text('failed'));
  const desk = await ask(socket, 'talk:desk', {}).catch(() => undefined);
  if (desk?.ok) take(desk.data);
  return false;
}
