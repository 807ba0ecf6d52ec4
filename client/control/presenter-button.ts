// The built-in test presenter, switched on and off by one button.
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';

export interface PresenterButton {
  draw(isRunning: boolean): void;
}

/** Wires `[data-penyaji]`. */
export function createPresenterButton(socket: LiveSocket, messages: Messages): PresenterButton {
  const button = document.querySelector<HTMLButtonElement>('[data-penyaji]');
  const draw = (isRunning: boolean) => button?.setAttribute('aria-pressed', String(isRunning));
  let isBusy = false;
  button?.addEventListener('click', async () => {
    if (isBusy) return;
    isBusy = true;
    const on = button.getAttribute('aria-pressed') !== 'true';
    const answer = await ask(socket, 'presenter:toggle', { on }).catch(() => undefined);
    isBusy = false;
    if (answer?.ok) {
      messages.clear();
      draw(answer.data.running);
    } else messages.show(answer ? answer.message : text('failed'));
  });
  return { draw };
}
