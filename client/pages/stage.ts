// The stage: follows the session live, shows the broadcast, leads the clauses and to the sheet.
import '../styles/serif.css';
import '../styles/stage.css';
import '../styles/stage-states.css';
import '../styles/stage-panel.css';
import '../styles/stage-quality.css';
import '../styles/ceremony.css';
import '../styles/stage-windows.css';
import { unpackFigures } from '../../server/protocol/board-wire.ts';
import {
  type AgendaEntry,
  isTakingSignatures,
  stageScene,
} from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import type { OwnStage } from '../../server/protocol/stage.ts';
import { pageData, text } from '../lib/page-data.ts';
import type { OwnMinutes } from '../minutes/own-clock.ts';
import { type Agreement, drawAgreement, listenToAgreement } from '../realtime/agreeing.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { part, setText } from '../realtime/dom.ts';
import { createNotice, keepClock } from '../realtime/notice.ts';
import { connectOfficial } from '../realtime/official-link.ts';
import { minutesLater } from '../stage/minutes-later.ts';
import { drawPanel } from '../stage/panel-part.ts';
import { drawDelegation, drawNational, drawTile } from '../stage/region-part.ts';
import { drawAgenda, drawReading } from '../stage/scene-part.ts';
import { createStagePlace } from '../stage/stage-place.ts';
import { startStreamPart } from '../stage/stream-part.ts';
import { talkLater } from '../talk/talk-later.ts';

interface StageData {
  registration: string;
  seat: string;
  agenda: AgendaEntry[];
  clauses: number;
  ticks: number[];
  together: number[];
  signed: boolean;
  status: SessionStatus;
  minutes: Omit<OwnMinutes, 'status'>;
  own: OwnStage;
}

const isDown = (status: SessionStatus): boolean =>
  ['down', 'fallback'].includes(status.stream) && stageScene(status) === 'live';

const hasEnded = (before: SessionStatus, next: SessionStatus): boolean =>
  stageScene(next) === 'ended' && stageScene(before) !== 'ended';

/** The documents of the end come from the server; a thousand pages don't ask at once. */
const reloadSoon = (): void => {
  setTimeout(() => location.reload(), 2_000 + Math.random() * 13_000);
};

const drawClauses = (root: ParentNode, agreement: Agreement): void => {
  drawReading(root, agreement);
  drawAgreement(root, agreement);
};

const drawFigures = (root: ParentNode, frame: Frame, status: SessionStatus): void => {
  const { national, region, tile } = frame;
  if (national) drawNational(root, unpackFigures(national), status.signingOpenedAt !== null);
  if (region) drawDelegation(root, region);
  if (tile) drawTile(root, tile);
};

const drawLink = (root: ParentNode, state: string): void =>
  setText(root, 'sinyal', text(`link.${state === 'refused' ? 'lost' : state}`));

/** The button that puts the signing panel away; the focus goes where it can be found again. */
const listenToLater = (root: ParentNode, putAway: () => void): void => {
  part(root, 'nanti')?.addEventListener('click', () => {
    putAway();
    part(root, 'ke-ikrar')?.querySelector('a')?.focus();
  });
};

function startStage(root: HTMLElement, data: StageData): void {
  const notice = createNotice(root);
  const minutes = minutesLater(root, { ...data.minutes, status: data.status });
  const ceremony = startCeremonyPart(root, data.status);
  let { status, signed } = data;
  let agreed: Pick<Agreement, 'clauses' | 'ticks' | 'together'> = data;
  let isLater = false;

  const link = connectOfficial(data.registration, {
    onFrame,
    onState(state, words) {
      drawLink(root, state);
      notice.link(state, words);
      minutes.link(state);
    },
    onTicks(ticks, together) {
      agreed = { ...data, ticks, together };
      draw();
    },
    onSigned() {
      signed = true;
      draw();
    },
    onRefused: notice.say,
  });
  const { screen, floor } = createStagePlace(root, link.socket, { own: data.own, say: notice.say });
  const stream = startStreamPart(root, screen, data.status, draw);
  talkLater(root, link.socket);

  function draw(): void {
    stream.draw(status);
    drawClauses(root, { ...agreed, status });
    drawAgenda(root, data.agenda, status);
    drawPanel(root, { status, signed, isLater });
  }

  function follow(next: SessionStatus): void {
    const before = status;
    status = next;
    minutes.follow(next);
    floor.follow(next.session);
    if (isTakingSignatures(next) && before.ceremony !== next.ceremony) isLater = false;
    if (next.stream !== before.stream) notice.say(isDown(next) ? text('streamDown') : undefined);
    if (hasEnded(before, next)) reloadSoon();
    draw();
  }

  function onFrame(frame: Frame): void {
    ceremony.frame(frame);
    if (frame.status && frame.status.version >= status.version) follow(frame.status);
    drawFigures(root, frame, status);
    if (frame.stage) floor.take(frame.stage);
  }

  listenToLater(root, () => {
    isLater = true;
    draw();
  });
  listenToAgreement(root, (clause) => {
    link.tick(clause);
    if (!link.socket.connected) notice.kept();
  });
  keepClock(document);
  follow(status);
  if (isDown(status)) notice.say(text('streamDown'));
}

const root = document.getElementById('panggung');
// The server wrote this block from the same types (stage-presenter.ts).
if (root) startStage(root, pageData({ parse: (value) => value as StageData }));
