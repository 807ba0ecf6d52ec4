// The picture on the page, the words below it, and the buttons of camera, microphone and screen.
import type { PublisherState } from '../media/publisher.ts';
import { setHidden, setText } from './dom.ts';
import { text } from './page-data.ts';

export const MEDIA_SOURCES = ['camera', 'microphone', 'screen'] as const;
export type MediaSource = (typeof MEDIA_SOURCES)[number];

export interface MediaPicture {
  video: HTMLVideoElement;
  /** Shows the picture or its empty place, with `words` below. */
  draw(words: string, hasPicture: boolean): void;
  clear(): void;
  /** Marks the buttons; `isShown`: the own picture is the one on the page. */
  drawPublisher(state: PublisherState, isShown: boolean): void;
  /** Calls `press` for one button at a time. */
  onPress(press: (source: MediaSource) => Promise<void>): void;
}

const describe = (state: PublisherState): string => {
  if (state.connection === 'connecting') return text('media.connecting');
  if (state.connection === 'lost') return text('media.lost');
  const on = MEDIA_SOURCES.filter((source) => state[source]);
  const what = on.map((source) => text(`media.${source}`)).join(', ');
  return what ? text('media.on', { what }) : text('media.off');
};

const sourceOf = (button: HTMLButtonElement): MediaSource | undefined =>
  MEDIA_SOURCES.find((source) => source === button.dataset.siar);

/** Undefined on a page without `[data-video]`. */
export function createMediaPicture(): MediaPicture | undefined {
  const video = document.querySelector<HTMLVideoElement>('[data-video]');
  if (!video) return undefined;
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-siar]');
  const draw = (words: string, hasPicture: boolean): void => {
    setText(document.querySelector('[data-siaran]'), words);
    setHidden(video, !hasPicture);
    setHidden(document.querySelector('[data-layar-kosong]'), hasPicture);
  };
  const clear = () => draw(text('media.off'), false);
  clear();
  let isBusy = false;
  return {
    video,
    draw,
    clear,
    drawPublisher(state, isShown) {
      for (const button of buttons) {
        const source = sourceOf(button);
        if (source) button.setAttribute('aria-pressed', String(state[source]));
      }
      if (isShown) draw(describe(state), state.camera || state.screen);
    },
    onPress(press) {
      const handle = async (source: MediaSource | undefined) => {
        if (!source || isBusy) return;
        isBusy = true;
        await press(source).finally(() => {
          isBusy = false;
        });
      };
      for (const button of buttons) {
        button.addEventListener('click', () => void handle(sourceOf(button)));
      }
    },
  };
}
