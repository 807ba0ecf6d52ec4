// One's own hand and one's own turn: raised and lowered by a button, its place in the queue, and,
// with the floor, the microphone and camera that nobody but oneself switches on.
import type { SessionState } from '../../server/protocol/session.ts';
import type { OwnStage, StageView } from '../../server/protocol/stage.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import { text } from '../lib/page-data.ts';
import type { OwnState } from '../media/own-tracks.ts';
import { part, setText, show } from '../realtime/dom.ts';
import {
  type FloorFacts,
  type FloorStanding,
  floorStanding,
  floorWords,
} from './floor-standing.ts';
import type { Screen } from './screen.ts';

export interface FloorPart {
  /** Takes over what a frame says of the stage. */
  take(view: StageView): void;
  follow(session: SessionState): void;
  /** What this device shows and says, and its own picture. */
  drawOwn(state: OwnState, camera: OwnPicture | undefined): void;
}

/** What is used of a camera's track. */
interface OwnPicture {
  attach(video: HTMLMediaElement): unknown;
}

interface Parts {
  socket: LiveSocket;
  screen: Screen;
  /** A shared screen speaks for its room. */
  isRoomScreen: boolean;
  /** How one stood when the page was made. */
  own?: OwnStage;
  say(words: string): void;
}

const NOBODY: OwnStage = { who: '', hand: null, blocked: false, room: null };

type Voice = 'camera' | 'microphone';
const voiceOf = (button: HTMLElement): Voice =>
  button.dataset.bicarakan === 'camera' ? 'camera' : 'microphone';

/** Wires `[data-tangan]` and `[data-giliran-saya]` of `root`. */
export function createFloorPart(root: ParentNode, parts: Parts): FloorPart {
  const { screen, isRoomScreen } = parts;
  let facts: FloorFacts = {
    view: undefined,
    own: parts.own ?? NOBODY,
    session: 'scheduled',
    speaksHere: isRoomScreen || (parts.own?.room ?? null) === null,
  };
  let standing: FloorStanding | undefined;
  let state: OwnState | undefined;

  const draw = (): void => {
    const before = standing;
    standing = floorStanding(facts);
    drawHand(root, standing, facts);
    drawTurn(root, facts, state);
    show(root, 'giliran-saya', standing === 'has');
    if (standing === 'has' && before !== undefined && before !== 'has') {
      part(root, 'giliran-saya')?.querySelector('h2')?.focus();
    }
    if (standing !== 'has' && before === 'has') screen.beSilent();
  };
  const takeOwn = (own: OwnStage): void => {
    facts = { ...facts, own, speaksHere: isRoomScreen || own.room === null };
    draw();
  };
  listen(root, parts, {
    isUp: () => standing === 'raised',
    isOn: (source) => state?.isOn[source] ?? false,
    takeOwn,
  });
  return {
    take(view) {
      facts = { ...facts, view };
      screen.setView(view);
      const { own } = view;
      // Told again without the room: it is still the same hand.
      if (own) takeOwn({ ...own, room: own.room ?? roomOf(facts.own, own) });
      else draw();
    },
    follow(session) {
      facts = { ...facts, session };
      draw();
    },
    drawOwn(next, camera) {
      state = next;
      drawPicture(root, camera);
      drawTurn(root, facts, state);
    },
  };
}

const roomOf = (before: OwnStage, now: OwnStage): string | null =>
  before.who === now.who ? before.room : null;

const drawHand = (root: ParentNode, standing: FloorStanding, facts: FloorFacts): void => {
  show(root, 'tangan', facts.own.who !== '' && facts.session !== 'ended');
  setText(root, 'tangan-kata', floorWords(standing, facts));
  const button = part(root, 'angkat');
  button?.toggleAttribute('hidden', standing !== 'down' && standing !== 'raised');
  setText(root, 'angkat', text(standing === 'raised' ? 'floor.lower' : 'floor.raise'));
};

const drawTurn = (root: ParentNode, { view }: FloorFacts, state: OwnState | undefined): void => {
  const isMuted = view?.floor?.muted ?? false;
  const isHeard = state?.isOnAir.microphone ?? false;
  const words = isMuted ? 'muted' : isHeard ? 'heard' : 'begin';
  setText(root, 'giliran-petunjuk', text(`floor.${words}`));
  for (const button of root.querySelectorAll<HTMLElement>('[data-bicarakan]')) {
    const source = voiceOf(button);
    const isOn = state?.isOn[source] ?? false;
    button.dataset.menyala = String(isOn);
    button.classList.toggle('utama', source === 'microphone' && !isOn);
    const label = button.querySelector('span');
    const name = text(`floor.${isOn ? 'off' : 'on'}.${source}`);
    if (label && label.textContent !== name) label.textContent = name;
  }
};

/** One sees oneself, as the others do. */
const drawPicture = (root: ParentNode, camera: OwnPicture | undefined): void => {
  const video = root.querySelector<HTMLVideoElement>('[data-giliran-gambar]');
  if (!video) return;
  video.hidden = camera === undefined;
  if (camera) camera.attach(video);
  else video.srcObject = null;
};

interface Hooks {
  isUp(): boolean;
  isOn(source: Voice): boolean;
  takeOwn(own: OwnStage): void;
}

const listen = (root: ParentNode, { socket, screen, say }: Parts, hooks: Hooks): void => {
  let isBusy = false;
  /** One press at a time. */
  const press = (act: () => Promise<void>): void => {
    if (isBusy) return;
    isBusy = true;
    void act().finally(() => {
      isBusy = false;
    });
  };
  const raise = async (up: boolean): Promise<void> => {
    const answer = await ask(socket, 'stage:hand', { up }).catch(() => undefined);
    if (answer?.ok) hooks.takeOwn(answer.data);
    else say(answer ? answer.message : text('floor.failed'));
  };
  const speak = (source: Voice): Promise<void> =>
    screen
      .speak(source, !hooks.isOn(source))
      .catch((error: unknown) => say(problemWords(source, error)));
  part(root, 'angkat')?.addEventListener('click', () => press(() => raise(!hooks.isUp())));
  part(root, 'selesai-bicara')?.addEventListener('click', () => press(() => raise(false)));
  for (const button of root.querySelectorAll<HTMLElement>('[data-bicarakan]')) {
    button.addEventListener('click', () => press(() => speak(voiceOf(button))));
  }
};

/** Media errors carry their kind; the class itself comes with the library, later. */
const problemWords = (source: Voice, error: unknown): string => {
  const isKnown = typeof error === 'object' && error !== null && 'problem' in error;
  const problem = isKnown ? String(error.problem) : 'unknown';
  const words = text(`floor.problems.${problem}`, { what: text(`floor.what.${source}`) });
  return words.charAt(0).toUpperCase() + words.slice(1);
};
