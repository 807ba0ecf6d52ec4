// The signing sheet: follows the reading, keeps each click on the device until it is confirmed.
import '../styles/serif.css';
import '../styles/pledge.css';
import '../styles/signing.css';
import '../styles/ceremony.css';
import { unpackFigures } from '../../server/protocol/board-wire.ts';
import { pledgeStep } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { DelegationRow } from '../../server/protocol/socket-events.ts';
import { pageData, text } from '../lib/page-data.ts';
import { readMode } from '../lib/preferences.ts';
import { drawClauses, drawFigures, drawReceipt, drawStep } from '../pledge/sheet-part.ts';
import { startSignForm } from '../pledge/sign-form.ts';
import { listenToAgreement } from '../realtime/agreeing.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { part, setText, show } from '../realtime/dom.ts';
import { createNotice } from '../realtime/notice.ts';
import { connectOfficial } from '../realtime/official-link.ts';
import { createPageComeBack } from '../stage/come-back.ts';
import { wantsStream } from '../stage/scene-part.ts';
import { createScreen } from '../stage/screen.ts';

/** The sealed sheet of somebody who had signed before. */
const SIGNED_BEFORE = '?sudah=1';

interface PledgeData {
  registration: string;
  seat: string;
  clauses: number;
  ticks: number[];
  together: number[];
  signed: boolean;
  status: SessionStatus;
  /** A turn at a shared screen: how long it lasts, in milliseconds. */
  turnLeftMs?: number;
}

/** Another page of theirs has signed, or this one was reloaded before its answer came. */
function showSealed(delegation: DelegationRow[], own: string): void {
  const isSigned = delegation.some(({ seat, state }) => seat === own && state === 'signed');
  if (isSigned && location.search !== SIGNED_BEFORE) location.replace(SIGNED_BEFORE);
}

function startSheet(root: HTMLElement, data: PledgeData): void {
  const { clauses } = data;
  const notice = createNotice(root);
  const mode = readMode();
  const ceremony = startCeremonyPart(document, data.status);
  let { status, ticks, together, signed } = data;
  let step = pledgeStep(status, { clauses, ticked: ticks, signed });

  const link = connectOfficial(data.registration, {
    onFrame(frame) {
      ceremony.frame(frame);
      if (frame.status && frame.status.version >= status.version) status = frame.status;
      if (frame.national) drawFigures(root, unpackFigures(frame.national));
      const isOwn = signed || link.waiting().mark;
      if (!isOwn && frame.region) showSealed(frame.region, data.seat);
      if (frame.status) draw();
    },
    onState(state, words) {
      notice.link(state, words);
      if (state === 'lost') sayKept();
    },
    onTicks(all, made) {
      ticks = all;
      together = made;
      draw();
    },
    onSigned(receipt) {
      signed = true;
      drawReceipt(root, receipt);
      notice.say(undefined);
      draw();
    },
    onRefused(message) {
      notice.say(message);
      draw();
    },
  });
  const comeBack = createPageComeBack(createScreen(document, link.socket).want);

  function sayKept(): void {
    const { ticks: waiting, mark } = link.waiting();
    if (!link.socket.connected && (mark || waiting.length > 0)) notice.kept();
  }

  function draw(): void {
    const next = pledgeStep(status, { clauses, ticked: ticks, signed });
    const { mark } = link.waiting();
    drawClauses(root, { status, clauses, ticks, together });
    drawStep(root, next, next !== step);
    step = next;
    const button = part(root, 'tanda-tangani');
    button?.toggleAttribute('disabled', mark || status.signingPausedAt !== null);
    setText(root, 'tanda-teks', text(mark ? 'signing' : 'sign'));
    const heard = wantsStream(status, mode) && mode !== 'text' ? mode : undefined;
    show(document, 'mini', heard === 'video');
    comeBack.follow(heard, status.stream);
  }

  listenToAgreement(root, (clause) => {
    link.tick(clause);
    sayKept();
  });
  const form = root.querySelector<HTMLFormElement>('form[data-langkah="sign"]');
  if (form) {
    startSignForm(form, (mark) => {
      link.sign(mark);
      sayKept();
      draw();
    });
  }
  draw();
}

const root = document.getElementById('isi');
// The server wrote this block from the same types (pledge-presenter.ts).
const data = pageData({ parse: (value) => value as PledgeData });
if (root) startSheet(root, data);
if (data.turnLeftMs !== undefined) {
  setTimeout(() => location.assign('/layar'), data.turnLeftMs);
}
