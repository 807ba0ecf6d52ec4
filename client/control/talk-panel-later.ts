// The panel of questions is fetched after the first view, as the talk on the stage is.
import type { LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';

/** Also on a slow device the first view is there by then. */
const BEGIN_MS = 3_000;

/** Until it is there nothing is missed: it asks for the whole desk when it begins. */
export function talkPanelLater(socket: LiveSocket, messages: Messages): void {
  const begin = async (): Promise<void> => {
    const panel = await import('./talk-panel.ts').catch(() => undefined);
    if (panel) panel.createTalkPanel(socket, messages);
    else setTimeout(begin, BEGIN_MS * 4);
  };
  setTimeout(begin, BEGIN_MS);
}
