// The broadcast on a page: connected only while it is wanted, its library loaded then; its windows
// named from the roster.
import type { StageView } from '../../server/protocol/stage.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import { text } from '../lib/page-data.ts';
import { type Arrangement, nameOf } from '../media/arrange.ts';
import type { StageRoom, StageRoomOptions, StageRoomState } from '../media/stage-room.ts';
import { showWindows, windowsIn } from '../media/windows.ts';
import { part, setText, show } from '../realtime/dom.ts';

export type ScreenMode = 'video' | 'audio';
type OnOwn = NonNullable<StageRoomOptions['onOwn']>;

export interface LineListener {
  /** The broadcast does not arrive though it should; or it does again. */
  onLost(isLost: boolean): void;
  /** The line is bad enough to offer something lighter. */
  onTrouble(): void;
}

export interface Screen {
  /** Plays in this mode, or stops when undefined and nothing is said from here. */
  want(mode: ScreenMode | undefined): void;
  /** Who is told how the line is; one listener. */
  follow(line: LineListener): void;
  setView(view: StageView): void;
  /** Shows or lets hear this device, as far as it has the floor. Rejects with a MediaError. */
  speak(source: 'camera' | 'microphone', isOn: boolean): Promise<void>;
  /** Nothing is said from here any more. */
  beSilent(): void;
}

interface Facts {
  wanted: ScreenMode | undefined;
  isSpeaking: boolean;
  state: StageRoomState;
  view: StageView | undefined;
  shown: Arrangement;
  line: LineListener | undefined;
}

/** Who has the floor, in words below the picture: for eyes, for a mere voice, and for text alone. */
export function drawFloor(root: ParentNode, view: StageView | undefined): void {
  const floor = view?.floor;
  show(root, 'bicara', Boolean(floor));
  if (floor) setText(root, 'bicara-siapa', [floor.title, floor.place].filter(Boolean).join(', '));
}

const drawName = (root: ParentNode, { shown, view }: Facts): void => {
  const name = nameOf(shown.main?.person, view);
  show(root, 'nama', name !== undefined);
  setText(root, 'nama-jabatan', name?.title ?? '');
  setText(root, 'nama-tempat', name?.place ?? '');
};

const drawCurtain = (root: ParentNode, { state, wanted, shown }: Facts): void => {
  const isVoice = state === 'playing' && (wanted === 'audio' || !shown.main);
  show(root, 'tirai', state !== 'playing' || isVoice);
  if (state !== 'playing') setText(root, 'tirai-teks', text(`video.${state}`));
  else if (isVoice) {
    setText(root, 'tirai-teks', text(wanted === 'audio' ? 'video.audio' : 'video.voice'));
  }
};

/** Asks for what opens the media room. */
export const accessOver = (socket: LiveSocket) => async () => {
  const answer = await ask(socket, 'livestream:access', {});
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
};

/** The screen in `root`: its windows, a curtain of words over them and a button for sound. */
export function createScreen(
  root: ParentNode,
  socket: LiveSocket,
  onOwn: OnOwn = () => undefined,
): Screen {
  const videos = windowsIn(root);
  const start = createStart(root, socket, onOwn);
  const facts: Facts = {
    wanted: undefined,
    isSpeaking: false,
    state: 'connecting',
    view: undefined,
    shown: {},
    line: undefined,
  };
  let room: Promise<StageRoom> | undefined;
  /** Connects, changes the mode or stops, as it is wanted now. */
  const settle = (): Promise<StageRoom> | undefined => {
    const mode = facts.wanted ?? (facts.isSpeaking ? 'audio' : undefined);
    if (mode === undefined) {
      void room?.then((one) => one.stop());
      room = undefined;
      facts.line?.onLost(false);
      return undefined;
    }
    if (!room) facts.state = 'connecting';
    drawCurtain(root, facts);
    if (room) void room.then((one) => one.setMode(mode));
    else room = start(mode, facts);
    return room;
  };
  part(root, 'suara')?.addEventListener('click', async () => {
    await (await room)?.resumeAudio();
    show(root, 'suara', false);
  });
  return {
    follow(line) {
      facts.line = line;
    },
    want(mode) {
      if (mode === facts.wanted || !videos.main) return;
      facts.wanted = mode;
      settle();
    },
    setView(view) {
      facts.view = view;
      drawFloor(root, view);
      drawName(root, facts);
      void room?.then((one) => one.setView(view));
    },
    async speak(source, isOn) {
      facts.isSpeaking = true;
      await (await settle())?.own.turn(source, isOn);
    },
    beSilent() {
      if (!facts.isSpeaking) return;
      facts.isSpeaking = false;
      void room?.then(({ own }) => own.stop());
      settle();
    },
  };
}

/** Opens the room when it is first wanted, and draws what it says. */
const createStart =
  (root: ParentNode, socket: LiveSocket, onOwn: OnOwn) =>
  async (mode: ScreenMode, facts: Facts): Promise<StageRoom> => {
    const { connectStage } = await import('../media/stage-room.ts');
    const videos = windowsIn(root);
    const started = connectStage({
      access: accessOver(socket),
      videos,
      mode,
      onState(state) {
        facts.state = state;
        drawCurtain(root, facts);
        // A new attempt is not yet a return.
        if (state === 'connecting') return;
        facts.line?.onLost(state === 'lost' && facts.wanted !== undefined);
      },
      onTrouble: () => facts.line?.onTrouble(),
      onArranged(shown) {
        facts.shown = shown;
        showWindows(videos, shown);
        drawName(root, facts);
        drawCurtain(root, facts);
      },
      onOwn,
      onNeedsGesture: (isNeeded) => show(root, 'suara', isNeeded),
    });
    started.setView(facts.view);
    return started;
  };
