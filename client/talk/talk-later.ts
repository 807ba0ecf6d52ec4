// The talk on a stage is fetched after the first view: until then nobody has anything to say to it.
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { TalkView } from '../../server/protocol/talk.ts';
import type { LiveSocket } from '../lib/live.ts';

const BEGIN_MS = 1_500;

/** What frames bring until it is there is told to it then. */
export function talkLater(root: HTMLElement, socket: LiveSocket): void {
  const heard: TalkView[] = [];
  let status: SessionStatus | undefined;
  const keep: Parameters<typeof socket.on<'frame'>>[1] = (frame) => {
    if (frame.talk) heard.push(frame.talk);
    status = frame.status ?? status;
  };
  socket.on('frame', keep);
  const begin = async (): Promise<void> => {
    const part = await import('./stage-talk.ts').catch(() => undefined);
    if (part) {
      socket.off('frame', keep);
      part.startTalk({ root, socket, heard, status });
    }
    // Without a network it is tried again, as the line is.
    else setTimeout(begin, BEGIN_MS * 4);
  };
  setTimeout(begin, BEGIN_MS);
}
