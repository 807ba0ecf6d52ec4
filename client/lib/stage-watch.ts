// Shows the stage in the page's picture while it is on air and nothing else needs the picture.
import type { StageView } from '../../server/protocol/stage.ts';
import type { StageRoom, StageRoomOptions } from '../media/stage-room.ts';
import type { MediaPicture } from './media-picture.ts';
import { text } from './page-data.ts';

export interface StageWatch {
  setWanted(isWanted: boolean): void;
  setView(view: StageView): void;
  /** Gives the picture away; resolves when the connection has ended. */
  hold(): Promise<void>;
  /** Takes it back. */
  release(): void;
}

/** Connects only when it is wanted and not held. */
export function createStageWatch(
  access: StageRoomOptions['access'],
  picture: MediaPicture,
): StageWatch {
  let room: Promise<StageRoom> | undefined;
  let view: StageView | undefined;
  let isWanted = false;
  let isHeld = false;
  const open = async (): Promise<StageRoom> => {
    // Fetched when there is something to see: the first view does without it.
    const { connectStage } = await import('../media/stage-room.ts');
    const opened = connectStage({
      access,
      videos: { main: picture.video },
      hears: false,
      mode: 'video',
      onState: () => undefined,
      onArranged({ main }) {
        if (!isHeld) picture.draw(text(main ? 'media.watching' : 'media.off'), main !== undefined);
      },
    });
    opened.setView(view);
    return opened;
  };
  const start = (): void => {
    if (!room && !isHeld && isWanted) room = open();
  };
  const stop = async (): Promise<void> => {
    const ending = room;
    room = undefined;
    await (await ending)?.stop();
  };
  return {
    setWanted(next) {
      if (next === isWanted) return;
      isWanted = next;
      if (next) start();
      else if (!isHeld) void stop().then(picture.clear);
    },
    setView(next) {
      view = next;
      void room?.then((one) => one.setView(next));
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
