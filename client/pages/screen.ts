// The shared screen: the stage for several officials, and beside it who they are and the room's
// code. It speaks for nobody: agreeing and signing happen on phones, or in turn on the sheet.
import '../styles/serif.css';
import '../styles/stage.css';
import '../styles/stage-states.css';
import '../styles/ceremony.css';
import '../styles/shared-room.css';
import '../styles/shared-screen.css';
import '../styles/stage-windows.css';
import { unpackFigures } from '../../server/protocol/board-wire.ts';
import {
  type AgendaEntry,
  isTakingSignatures,
  stageScene,
} from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { connectLive, waitingWords } from '../lib/live.ts';
import { pageData, text } from '../lib/page-data.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { show } from '../realtime/dom.ts';
import { createNotice, keepClock } from '../realtime/notice.ts';
import { listenToPins } from '../room/pin-forms.ts';
import { drawMembers, keepRoom } from '../room/roster-part.ts';
import { createPageComeBack } from '../stage/come-back.ts';
import { drawNational, drawTile } from '../stage/region-part.ts';
import { drawAgenda, drawReading, drawScene, wantsStream } from '../stage/scene-part.ts';
import { createStagePlace } from '../stage/stage-place.ts';
import { talkLater } from '../talk/talk-later.ts';

interface ScreenData {
  agenda: AgendaEntry[];
  clauses: number;
  status: SessionStatus;
}

const MODE = 'video';

function startScreen(root: HTMLElement, data: ScreenData): void {
  const notice = createNotice(root);
  const room = keepRoom(root);
  const ceremony = startCeremonyPart(root, data.status);
  let { status } = data;
  // Nobody agrees at the screen itself: what has been read needs no reminder here.
  const ticks = Array.from({ length: data.clauses }, (_, index) => index + 1);
  const socket = connectLive({ page: 'room' }, (state) =>
    notice.link(state.kind, waitingWords(state)),
  );
  const say = (words: string) => notice.say(words);
  const { screen, floor } = createStagePlace(root, socket, { isRoomScreen: true, say });
  const comeBack = createPageComeBack(screen.want);
  let isLost = false;
  screen.follow({
    onLost(next) {
      isLost = next;
      draw();
    },
    // A room's screen has one way to follow: there is nothing lighter to offer.
    onTrouble: () => undefined,
  });

  function draw(): void {
    drawScene(root, status, MODE, isLost);
    drawReading(root, { status, clauses: data.clauses, ticks, together: ticks });
    drawAgenda(root, data.agenda, status);
    show(root, 'saat-tanda', isTakingSignatures(status));
    comeBack.follow(wantsStream(status, MODE) ? MODE : undefined, status.stream);
  }

  function onFrame(frame: Frame): void {
    ceremony.frame(frame);
    if (frame.status && frame.status.version >= status.version) {
      const hasEnded = stageScene(frame.status) === 'ended' && stageScene(status) !== 'ended';
      status = frame.status;
      floor.follow(status.session);
      if (status.stream === 'down') notice.say(text('streamDown'));
      draw();
      if (hasEnded) return;
    }
    if (frame.stage) floor.take(frame.stage);
    if (frame.national)
      drawNational(root, unpackFigures(frame.national), status.signingOpenedAt !== null);
    const isStale = frame.region !== undefined && drawMembers(root, frame.region);
    if (frame.tile) drawTile(root, frame.tile, root.querySelectorAll('[data-anggota]').length);
    if ((frame.room || isStale) && stageScene(status) !== 'ended') void room.refresh();
  }

  talkLater(root, socket);
  socket.on('frame', onFrame);
  listenToPins(root, () => void room.refresh());
  keepClock(document);
  floor.follow(status.session);
  draw();
}

const root = document.getElementById('layar');
// The server wrote this block from the same types (screen-presenter.ts).
if (root) startScreen(root, pageData({ parse: (value) => value as ScreenData }));
