// The signing window's countdown and the closing moment, on every page that shows them: elements by
// data attributes, drawn twice a second by the server's time.
import { sealWords, windowWords } from '../../server/protocol/ceremony-words.ts';
import type { AgreedCount, SessionStatus } from '../../server/protocol/session.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { number, pageLanguage, text } from '../lib/page-data.ts';
import { setText, show } from './dom.ts';

export interface CeremonyPart {
  /** Takes over what a frame says of it. */
  frame(frame: Pick<Frame, 'clock' | 'status' | 'agreed'>): void;
  /** The moment by the server's clock, in milliseconds. */
  now(): number;
}

const EVERY_MS = 500;

/** By how much the server's clock was ahead of this device's when the page was made. */
const offsetIn = (root: ParentNode): number => {
  const stamp = root.querySelector<HTMLElement>('[data-jendela]')?.dataset.server;
  return stamp ? Number(stamp) - Date.now() : 0;
};

const drawWindow = (root: ParentNode, status: SessionStatus, now: number): void => {
  const words = windowWords(status, { now, language: pageLanguage(), say: text });
  show(root, 'jendela', words !== undefined);
  if (!words) return;
  for (const line of root.querySelectorAll('[data-jendela]')) {
    const name = `u-jendela ${words.state}`;
    if (line.className !== name) line.className = name;
  }
  setText(root, 'jendela-sisa', words.left);
  show(root, 'jendela-sisa', words.left !== '');
  setText(root, 'jendela-kata', words.words);
};

const groups = (root: string[]): (HTMLElement | string)[] =>
  root.flatMap((group) => {
    const span = document.createElement('span');
    span.textContent = group;
    return [span, ' '];
  });

/** How many have agreed to the clause at hand; nothing while it is another one. */
function drawAgreed(
  root: ParentNode,
  status: SessionStatus,
  agreed: AgreedCount | undefined,
): void {
  const isNow = status.ceremony === 'reading' && agreed?.clause === status.clause;
  show(root, 'serentak', isNow);
  if (isNow) setText(root, 'serentak', text('together', { count: number(agreed.count) }));
}

/** Shows the seal; what is shown once never changes. */
function drawSeal(root: ParentNode, status: SessionStatus): void {
  const seal = sealWords(status, pageLanguage());
  show(root, 'segel', seal !== undefined);
  if (!seal) return;
  setText(root, 'segel-jumlah', seal.count);
  setText(root, 'segel-saat', seal.moment);
  for (const line of root.querySelectorAll('[data-segel-akar]')) {
    if (line.textContent?.trim() !== seal.root.join(' '))
      line.replaceChildren(...groups(seal.root));
  }
}

/** Keeps them true from `first` on. */
export function startCeremonyPart(root: ParentNode, first: SessionStatus): CeremonyPart {
  let status = first;
  let agreed: AgreedCount | undefined;
  let offset = offsetIn(root);
  const now = () => Date.now() + offset;
  const draw = (): void => drawWindow(root, status, now());
  setInterval(draw, EVERY_MS);
  return {
    now,
    frame(frame) {
      if (frame.clock !== undefined) offset = frame.clock - Date.now();
      if (frame.status && frame.status.version >= status.version) status = frame.status;
      agreed = frame.agreed ?? agreed;
      draw();
      drawAgreed(root, status, agreed);
      drawSeal(root, status);
    },
  };
}
