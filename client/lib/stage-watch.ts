// Shows the stage in the page's picture while it is on air and nothing else needs the picture.
import { connectViewer, type Viewer, type ViewerOptions } from '../media/viewer.ts';
import type { MediaPicture } from './media-picture.ts';
import { text } from './page-data.ts';

export interface StageWatch {
  setWanted(isWanted: boolean): void;
  /** Gives the picture away; resolves when the connection has ended. */
  hold(): Promise<void>;
  /** Takes it back. */
  release(): void;
}

/** Connects only when it is wanted and not held. */
export function createStageWatch(
  access: ViewerOptions['access'],
  picture: MediaPicture,
): StageWatch {
  let viewer: Viewer | undefined;
  let isWanted = false;
  let isHeld = false;
  const start = (): void => {
    if (viewer || isHeld || !isWanted) return;
    viewer = connectViewer({
      access,
      video: picture.video,
      audio: false,
      mode: 'video',
      onState: (state) => {
        if (isHeld) return;
        const isPlaying = state === 'playing';
        picture.draw(text(isPlaying ? 'media.watching' : 'media.off'), isPlaying);
      },
    });
  };
  const stop = async (): Promise<void> => {
    const ending = viewer;
    viewer = undefined;
    await ending?.stop();
  };
  return {
    setWanted(next) {
      if (next === isWanted) return;
      isWanted = next;
      if (next) start();
      else if (!isHeld) void stop().then(picture.clear);
    },
    async hold() {
      isHeld = true;
      await stop();
    },
    release() {
      isHeld = false;
      start();
    },
  };
}
