// The buttons that put this device on air, and the picture above them: the own one while it is
// published, else the stage's. One media connection at a time, because a person has one identity.
import { MediaError } from '../media/errors.ts';
import { createPublisher, type PublisherState } from '../media/publisher.ts';
import { connectViewer, type Viewer } from '../media/viewer.ts';
import { setHidden, setText } from './dom.ts';
import { ask, type LiveSocket } from './live.ts';
import type { Messages } from './messages.ts';
import { text } from './page-data.ts';

const SOURCES = ['camera', 'microphone', 'screen'] as const;
type Source = (typeof SOURCES)[number];

export interface MediaTools {
  /** Tells whether somebody is on air, so that the stage can be shown while we are not. */
  setOnAir(isOnAir: boolean): void;
}

const accessOver = (socket: LiveSocket) => async () => {
  const answer = await ask(socket, 'livestream:access', {});
  if (!answer.ok) throw new MediaError('no-stream', answer.code);
  return answer.data;
};

const describe = (state: PublisherState): string => {
  if (state.connection === 'connecting') return text('media.connecting');
  if (state.connection === 'lost') return text('media.lost');
  const on = SOURCES.filter((source) => state[source]).map((source) => text(`media.${source}`));
  return on.length > 0 ? text('media.on', { what: on.join(', ') }) : text('media.off');
};

const sayProblem = (messages: Messages, source: Source, error: unknown): void => {
  const problem = error instanceof MediaError ? error.problem : 'unknown';
  const what = text(`media.${source}`);
  const words = text(`media.problems.${problem}`, { what });
  messages.show(words.charAt(0).toUpperCase() + words.slice(1));
};

/** Wires `[data-siar]`, `[data-video]` and `[data-siaran]`; undefined on a page without them. */
export function createMediaTools(options: {
  socket: LiveSocket;
  messages: Messages;
  /** Shows the stage while this device publishes nothing. */
  watches: boolean;
}): MediaTools | undefined {
  const { socket, messages, watches } = options;
  const preview = document.querySelector<HTMLVideoElement>('[data-video]');
  if (!preview) return undefined;
  const access = accessOver(socket);
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-siar]');
  let state: PublisherState = {
    connection: 'idle',
    camera: false,
    microphone: false,
    screen: false,
  };
  let viewer: Viewer | undefined;
  let isOnAir = false;
  let isPublishing = false;

  const draw = (words: string, hasPicture: boolean): void => {
    setText(document.querySelector('[data-siaran]'), words);
    setHidden(preview, !hasPicture);
    setHidden(document.querySelector('[data-layar-kosong]'), hasPicture);
  };
  const onState = (next: PublisherState): void => {
    state = next;
    for (const button of buttons) {
      const source = SOURCES.find((one) => one === button.dataset.siar);
      if (source) button.setAttribute('aria-pressed', String(next[source]));
    }
    if (isPublishing) draw(describe(next), next.camera || next.screen);
  };
  const publisher = createPublisher({ access, preview, onState });

  const watch = (): void => {
    if (!watches || viewer || isPublishing || !isOnAir) return;
    viewer = connectViewer({
      access,
      video: preview,
      audio: false,
      mode: 'video',
      onState: (next) => {
        const isPlaying = next === 'playing';
        if (!isPublishing) draw(text(isPlaying ? 'media.watching' : 'media.off'), isPlaying);
      },
    });
  };
  const stopWatching = async (): Promise<void> => {
    await viewer?.stop();
    viewer = undefined;
  };

  const turn = async (source: Source, isOn: boolean): Promise<void> => {
    if (source === 'microphone') return publisher.setMicrophone(isOn);
    if (source === 'camera') return isOn ? publisher.startCamera() : publisher.stopCamera();
    return isOn ? publisher.startScreen() : publisher.stopScreen();
  };
  const press = async (source: Source): Promise<void> => {
    const isOn = !state[source];
    if (isOn && !isPublishing) {
      await stopWatching();
      isPublishing = true;
    }
    try {
      await turn(source, isOn);
      messages.clear();
    } catch (error) {
      sayProblem(messages, source, error);
    }
    if (SOURCES.some((one) => state[one])) return;
    await publisher.stop();
    isPublishing = false;
    draw(text('media.off'), false);
    watch();
  };
  for (const button of buttons) {
    const source = SOURCES.find((one) => one === button.dataset.siar);
    if (source) button.addEventListener('click', () => void press(source));
  }
  draw(text('media.off'), false);
  return {
    setOnAir(next) {
      if (next === isOnAir) return;
      isOnAir = next;
      if (next) watch();
      else if (!isPublishing) void stopWatching().then(() => draw(text('media.off'), false));
    },
  };
}
