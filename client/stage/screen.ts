// The broadcast on a page: connected only while it is wanted, its library loaded then.

import { ask, type LiveSocket } from '../lib/live.ts';
import { text } from '../lib/page-data.ts';
import type { Viewer, ViewerState } from '../media/viewer.ts';
import { part, setText, show } from '../realtime/dom.ts';

export type ScreenMode = 'video' | 'audio';

export interface LineListener {
  /** The broadcast does not arrive though it should; or it does again. */
  onLost(isLost: boolean): void;
  /** The line is bad enough to offer something lighter. */
  onTrouble(): void;
}

export interface Screen {
  /** Plays in this mode, or stops when undefined. */
  want(mode: ScreenMode | undefined): void;
  /** Who is told how the line is; one listener. */
  follow(line: LineListener): void;
}

/** The screen in `root`: a video with a curtain of words over it and a button for sound. */
export function createScreen(root: ParentNode, socket: LiveSocket): Screen {
  const video = root.querySelector('video');
  let viewer: Promise<Viewer> | undefined;
  let wanted: ScreenMode | undefined;
  let state: ViewerState = 'connecting';
  let line: LineListener | undefined;

  const access = async () => {
    const answer = await ask(socket, 'livestream:access', {});
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  };
  const drawCurtain = (next: ViewerState): void => {
    state = next;
    // A new attempt is not yet a return.
    if (state !== 'connecting') line?.onLost(state === 'lost' && wanted !== undefined);
    const isAudio = state === 'playing' && wanted === 'audio';
    show(root, 'tirai', state !== 'playing' || isAudio);
    if (state !== 'playing') setText(root, 'tirai-teks', text(`video.${state}`));
    else if (isAudio) setText(root, 'tirai-teks', text('video.audio'));
  };
  const start = async (element: HTMLVideoElement, mode: ScreenMode): Promise<Viewer> => {
    const { connectViewer } = await import('../media/viewer.ts');
    return connectViewer({
      access,
      video: element,
      audio: true,
      mode,
      onState: drawCurtain,
      onTrouble: () => line?.onTrouble(),
      onNeedsGesture: (isNeeded) => show(root, 'suara', isNeeded),
    });
  };

  part(root, 'suara')?.addEventListener('click', async () => {
    await (await viewer)?.resumeAudio();
    show(root, 'suara', false);
  });

  return {
    follow(listener) {
      line = listener;
    },
    want(mode) {
      if (mode === wanted || !video) return;
      wanted = mode;
      if (mode === undefined) {
        const old = viewer;
        viewer = undefined;
        line?.onLost(false);
        void old?.then((one) => one.stop());
        return;
      }
      drawCurtain(viewer ? state : 'connecting');
      if (viewer) void viewer.then((one) => one.setMode(mode));
      else viewer = start(video, mode);
    },
  };
}
