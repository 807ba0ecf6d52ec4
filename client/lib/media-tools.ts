// The buttons that put this device on air, and the picture above them: the own one while it is
// published, else the stage's. One media connection at a time, because a person has one identity.
import type { StageView } from '../../server/protocol/stage.ts';
import { MediaError } from '../media/errors.ts';
import { createPublisher, type Publisher, type PublisherState } from '../media/publisher.ts';
import { ask, type LiveSocket } from './live.ts';
import { createMediaPicture, MEDIA_SOURCES, type MediaSource } from './media-picture.ts';
import type { Messages } from './messages.ts';
import { text } from './page-data.ts';
import { createStageWatch } from './stage-watch.ts';

export interface MediaTools {
  /** Tells whether somebody is on air, so that the stage can be shown while we are not. */
  setOnAir(isOnAir: boolean): void;
  /** Who stands on it, so that the right picture is shown. */
  setView(view: StageView): void;
}

const accessOver = (socket: LiveSocket) => async () => {
  const answer = await ask(socket, 'livestream:access', {});
  if (!answer.ok) throw new MediaError('no-stream', answer.code);
  return answer.data;
};

const sayProblem = (messages: Messages, source: MediaSource, error: unknown): void => {
  const problem = error instanceof MediaError ? error.problem : 'unknown';
  const words = text(`media.problems.${problem}`, { what: text(`media.${source}`) });
  messages.show(words.charAt(0).toUpperCase() + words.slice(1));
};

const turn = (publisher: Publisher, source: MediaSource, isOn: boolean): Promise<void> => {
  if (source === 'microphone') return publisher.setMicrophone(isOn);
  if (source === 'camera') return isOn ? publisher.startCamera() : publisher.stopCamera();
  return isOn ? publisher.startScreen() : publisher.stopScreen();
};

/** Wires `[data-siar]`, `[data-video]` and `[data-siaran]`; undefined on a page without them. */
export function createMediaTools(options: {
  socket: LiveSocket;
  messages: Messages;
  /** Shows the stage while this device publishes nothing. */
  watches: boolean;
  /** Makes sure that this device may publish; false: somebody else leads, and it was said. */
  lead(): Promise<boolean>;
}): MediaTools | undefined {
  const { socket, messages, watches, lead } = options;
  const picture = createMediaPicture();
  if (!picture) return undefined;
  const access = accessOver(socket);
  const stage = createStageWatch(access, picture);
  let state: PublisherState | undefined;
  let isPublishing = false;
  const publisher = createPublisher({
    access,
    preview: picture.video,
    onState: (next) => {
      state = next;
      picture.drawPublisher(next, isPublishing);
    },
  });

  const begin = async (): Promise<void> => {
    if (isPublishing) return;
    await stage.hold();
    isPublishing = true;
  };
  const endIfSilent = async (): Promise<void> => {
    if (MEDIA_SOURCES.some((source) => state?.[source])) return;
    await publisher.stop();
    isPublishing = false;
    picture.clear();
    stage.release();
  };
  picture.onPress(async (source) => {
    const isOn = !state?.[source];
    if (isOn && !(await lead())) return;
    if (isOn) await begin();
    try {
      await turn(publisher, source, isOn);
      messages.clear();
    } catch (error) {
      sayProblem(messages, source, error);
    }
    await endIfSilent();
  });
  return {
    setOnAir: (isOnAir) => stage.setWanted(watches && isOnAir),
    setView: stage.setView,
  };
}
