// The media tools, loaded when there is something to see or when somebody turns a device on: before
// the event nobody waits for them.
import type { StageView } from '../../server/protocol/stage.ts';
import type { createMediaTools, MediaTools } from '../lib/media-tools.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';

type Options = Parameters<typeof createMediaTools>[0] & { messages: Messages };

/** The same as the tools themselves; a press before they are there is done once they are. */
export function createLazyMedia(options: Options): MediaTools {
  const buttons = document.querySelectorAll<HTMLElement>('[data-siar]');
  let isOnAir = false;
  let view: StageView | undefined;
  let tools: MediaTools | undefined;
  let loading: Promise<void> | undefined;

  const load = async (): Promise<void> => {
    const { createMediaTools: create } = await import('../lib/media-tools.ts');
    for (const button of buttons) button.removeEventListener('click', pressed);
    tools = create(options);
    if (view) tools?.setView(view);
    tools?.setOnAir(isOnAir);
  };
  const start = (): Promise<void> => {
    loading ??= load().catch(() => {
      // A line that broke in mid-file: the next press tries again.
      loading = undefined;
      options.messages.show(text('failed'));
    });
    return loading;
  };
  const pressed = async ({ currentTarget }: Event): Promise<void> => {
    const button = currentTarget;
    await start();
    if (tools && button instanceof HTMLElement) button.click();
  };
  for (const button of buttons) button.addEventListener('click', pressed);
  return {
    setOnAir(next) {
      isOnAir = next;
      if (tools) tools.setOnAir(next);
      else if (next) void start();
    },
    setView(next) {
      view = next;
      tools?.setView(next);
    },
  };
}
