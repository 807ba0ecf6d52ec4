// The signing sheet in its steps: the clauses as they are read, signing, and the sealed sheet.
import type { BoardCounters } from '../../server/protocol/board.ts';
import {
  clauseAtHand,
  clauseState,
  isTakingSignatures,
  type PledgeStep,
  tickableClause,
} from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { SignedReceipt } from '../../server/protocol/socket-events.ts';
import { number, pageLanguage, text } from '../lib/page-data.ts';
import { type Agreement, drawAgreement } from '../realtime/agreeing.ts';
import { part, setText, show } from '../realtime/dom.ts';

const CLASSES = { current: 'kini', agreed: 'sudah', open: 'buka', later: 'nanti' } as const;

const stripKey = (status: SessionStatus, clauses: number): string => {
  const { ceremony, clause, signingPausedAt } = status;
  if (ceremony === 'signing' && signingPausedAt) return 'strip.paused';
  if (ceremony !== 'reading') return `strip.${ceremony}`;
  if (clause === 0) return 'strip.opening';
  return clause > clauses ? 'strip.closing' : 'strip.clause';
};

const reasonOf = ({ status, clauses, ticks }: Agreement): string => {
  const isBefore = status.ceremony === 'idle' || status.ceremony === 'reading';
  if (!isBefore && !isTakingSignatures(status)) return 'reason.closed';
  return ticks.length >= clauses ? 'reason.signing' : 'reason.reading';
};

/** Draws every clause as it stands, and why there may be nothing to agree to. */
export function drawClauses(root: ParentNode, agreement: Agreement): void {
  const { status, clauses, ticks, together } = agreement;
  for (const line of root.querySelectorAll<HTMLElement>('[data-butir-no]')) {
    const own = Number(line.dataset.butirNo);
    const state = clauseState(status, clauses, ticks, own);
    const isNewlyRead = clauseAtHand(status, clauses) === own && !line.classList.contains('kini');
    line.className = CLASSES[state];
    if (state === 'current') line.setAttribute('aria-current', 'step');
    else line.removeAttribute('aria-current');
    show(line, 'dibacakan', clauseAtHand(status, clauses) === own);
    show(line, 'setujui', ticks.includes(own));
    setText(
      line,
      'setujui-cara',
      text(`agreedHow.${together.includes(own) ? 'together' : 'after'}`),
    );
    show(line, 'belum', state === 'later');
    // Whoever follows on a phone needn't search for the clause that is being read.
    if (isNewlyRead) line.scrollIntoView({ block: 'nearest' });
  }
  drawAgreement(root, agreement);
  show(root, 'tunggu-butir', tickableClause(status, clauses, ticks) === 0);
  setText(root, 'alasan', text(reasonOf(agreement)));
  setText(document, 'strip', text(stripKey(status, clauses), { number: status.clause }));
}

/** Shows the step; when it changed while the page was open, its title gets the focus. */
export function drawStep(root: ParentNode, step: PledgeStep, hasChanged: boolean): void {
  const shown = step === 'closed' ? 'read' : step;
  for (const field of root.querySelectorAll<HTMLElement>('[data-langkah]')) {
    field.hidden = field.dataset.langkah !== shown;
  }
  show(root, 'tutup', step === 'closed');
  show(root, 'catatan-simpan', step !== 'closed');
  if (!hasChanged) return;
  if (step === 'sign') part(root, 'judul-tanda')?.focus();
  if (step === 'sealed') part(root, 'judul-sah')?.focus();
}

const momentOf = (iso: string): string => {
  const moment = new Date(iso);
  const zone = { timeZone: 'Asia/Jakarta' } as const;
  const locale = pageLanguage() === 'en' ? 'en-GB' : 'id-ID';
  const date = moment.toLocaleDateString(locale, { ...zone, dateStyle: 'long' });
  const time = moment.toLocaleTimeString('en-GB', { ...zone, hourCycle: 'h23' });
  return `${date}, ${time.replaceAll(':', '.')} WIB`;
};

/** Writes the acknowledged signature into the sealed sheet. */
export function drawReceipt(root: ParentNode, receipt: SignedReceipt): void {
  setText(root, 'saat', momentOf(receipt.signedAt));
  show(root, 'sudah', receipt.already);
  show(root, 'susulan', receipt.late);
  const groups = receipt.leafHash.match(/.{8}/g) ?? [];
  part(root, 'sidik')?.replaceChildren(
    ...groups.flatMap((group) => {
      const span = document.createElement('span');
      span.textContent = group;
      return [span, ' '];
    }),
  );
}

/** The national figures beside each step. */
export function drawFigures(root: ParentNode, national: BoardCounters): void {
  setText(root, 'angka-hadir', number(national.regionsPresent));
  setText(root, 'angka-tanda', number(national.regionsSigned));
  const share = national.regions > 0 ? (national.regionsSigned / national.regions) * 100 : 0;
  for (const meter of root.querySelectorAll('[data-meter]')) {
    meter.setAttribute('width', `${Math.round(share * 10) / 10}%`);
  }
}
