// The green room: this device's camera, microphone and screen, tried by oneself and on air when the
// control room calls; beside them what is on stage now.
import type { StageRole, StageView } from '../../server/protocol/stage.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';
import { MediaError } from '../media/errors.ts';
import { nothingOn, type OwnState, SOURCES, type Source } from '../media/own-tracks.ts';
import type { StageRoom, StageRoomOptions, StageRoomState } from '../media/stage-room.ts';
import { showWindows, windowsIn } from '../media/windows.ts';
import { accessOver, drawFloor } from '../stage/screen.ts';
import { createLevelMeter, fillChoices, onChoice } from './own-devices.ts';
import { drawOnStage, drawStanding, type Standing } from './standing.ts';

export interface GreenRoom {
  take(view: StageView): void;
  /** Whether somebody is seen or heard on the stage now. */
  setOnAir(isOnAir: boolean): void;
  setConnected(isConnected: boolean): void;
}

interface GreenRoomOptions {
  socket: LiveSocket;
  messages: Messages;
  /** Under which code of the roster. */
  who: string;
  role: StageRole;
}

interface Facts {
  /** What is said where no picture is. */
  curtain: string;
  view: StageView | undefined;
  own: OwnState;
  isBlocked: boolean;
  isConnected: boolean;
}

const find = (selector: string) => document.querySelector(selector);

const standingOf = ({ view, isConnected, isBlocked }: Facts, who: string): Standing => {
  if (!isConnected) return view ? 'offline' : 'connecting';
  if (!view) return 'connecting';
  if (isBlocked) return 'blocked';
  return view.onStage.some((one) => one.who === who) ? 'onStage' : 'waiting';
};

const draw = (facts: Facts, { who, role }: GreenRoomOptions): void => {
  const { view, own } = facts;
  const isMuted = view?.onStage.find((one) => one.who === who)?.muted ?? false;
  drawStanding(standingOf(facts, who), { own, isMuted, role });
  drawOnStage(view, who);
  drawFloor(document, view);
  const isOnStage = standingOf(facts, who) === 'onStage';
  setText(find('[data-tirai-teks]'), isOnStage ? text('greenRoom.self') : facts.curtain);
};

/**
 * Connects to the stage with the first thing that is switched on, or when there is something to see
 * there; a call is then followed in the same room.
 */
export function createGreenRoom(options: GreenRoomOptions): GreenRoom {
  const { socket } = options;
  const facts: Facts = {
    curtain: text('video.waiting'),
    view: undefined,
    own: nothingOn(),
    isBlocked: false,
    isConnected: socket.connected,
  };
  const drawOwn = createOwnPicture();
  const report = (): void => {
    const { camera, microphone } = facts.own.isOn;
    void ask(socket, 'stage:ready', { camera, microphone }).catch(() => undefined);
  };
  const takeOwn = (own: OwnState): void => {
    const before = facts.own.isOn;
    facts.own = own;
    void room?.then((one) => drawOwn(one, own));
    draw(facts, options);
    const { camera, microphone } = own.isOn;
    if (camera === before.camera && microphone === before.microphone) return;
    report();
    void fillChoices();
  };
  let room: Promise<StageRoom> | undefined;
  const enter = (): Promise<StageRoom> => {
    if (!room) {
      const onState = (state: StageRoomState) => {
        facts.curtain = text(`video.${state === 'playing' ? 'voice' : state}`);
        draw(facts, options);
      };
      room = openStage(socket, { onOwn: takeOwn, onState, self: options.who });
      void room.then((one) => one.setView(facts.view));
    }
    return room;
  };
  listen(enter, facts, options.messages);
  void fillChoices();
  draw(facts, options);
  return {
    take(view) {
      facts.view = view;
      if (view.own) facts.isBlocked = view.own.blocked;
      if (view.onStage.length > 0) void enter();
      void room?.then((one) => one.setView(view));
      draw(facts, options);
    },
    setOnAir(isOnAir) {
      if (isOnAir) void enter();
    },
    setConnected(isConnected) {
      facts.isConnected = isConnected;
      // Another line: the server knows nothing of what was tried before.
      if (isConnected && (facts.own.isOn.camera || facts.own.isOn.microphone)) report();
      draw(facts, options);
    },
  };
}

/** The stage as it is shown here, in its windows. */
const openStage = async (
  socket: LiveSocket,
  hooks: Required<Pick<StageRoomOptions, 'onOwn' | 'onState' | 'self'>>,
): Promise<StageRoom> => {
  const { connectStage } = await import('../media/stage-room.ts');
  const videos = windowsIn(document);
  const options: StageRoomOptions = {
    access: accessOver(socket),
    videos,
    mode: 'video',
    onArranged(shown) {
      showWindows(videos, shown);
      setHidden(find('[data-tirai]'), shown.main !== undefined);
    },
    ...hooks,
    onNeedsGesture: (isNeeded) => setHidden(find('[data-suara]'), !isNeeded),
  };
  return connectStage(options);
};

/** The screen while it is shared, else the camera: what others see, or would; and the level. */
const createOwnPicture = () => {
  const preview = document.querySelector<HTMLVideoElement>('[data-video]');
  const meter = createLevelMeter();
  return ({ own }: StageRoom, { isOn }: OwnState): void => {
    for (const button of document.querySelectorAll<HTMLElement>('[data-siar]')) {
      const source = SOURCES.find((one) => one === button.dataset.siar);
      if (source) button.setAttribute('aria-pressed', String(isOn[source]));
    }
    const track = own.track('screen') ?? own.track('camera');
    if (preview && track) track.attach(preview);
    else if (preview) preview.srcObject = null;
    setHidden(preview, !track);
    setHidden(find('[data-layar-kosong]'), track !== undefined);
    meter.follow(own.track('microphone'));
  };
};

const problemWords = (source: Source, error: unknown): string => {
  const problem = error instanceof MediaError ? error.problem : 'unknown';
  const words = text(`media.problems.${problem}`, { what: text(`media.${source}`) });
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const listen = (enter: () => Promise<StageRoom>, facts: Facts, messages: Messages): void => {
  let isBusy = false;
  const turn = async (source: Source): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    await enter()
      .then(({ own }) => own.turn(source, !facts.own.isOn[source]))
      .then(messages.clear)
      .catch((error: unknown) => messages.show(problemWords(source, error)));
    isBusy = false;
  };
  for (const button of document.querySelectorAll<HTMLElement>('[data-siar]')) {
    const source = SOURCES.find((one) => one === button.dataset.siar);
    if (source) button.addEventListener('click', () => void turn(source));
  }
  onChoice((kind, deviceId) => {
    void enter()
      .then(({ own }) => own.choose(kind, deviceId))
      .catch((error: unknown) => messages.show(problemWords(kind, error)));
  });
  find('[data-suara]')?.addEventListener('click', () => {
    void enter().then((one) => one.resumeAudio());
  });
};
