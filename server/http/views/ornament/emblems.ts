// The verdicts of a verification: six states, six shapes, in `currentColor`.
import { braid } from './guilloche.ts';

export type Verdict = 'sah' | 'berubah' | 'dicabut' | 'contoh' | 'kurang' | 'tak-dikenal';

const edge = (id: string): string =>
  braid(id, { waves: 24, radius: 50, amplitude: 4, strands: 3, width: 1.4 });
const stroke = (d: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="currentColor" stroke-width="${width}" ` +
  'stroke-linecap="round" stroke-linejoin="round"/>';

const BROKEN =
  '<g transform="translate(-5 3) rotate(-5)"><path fill="currentColor" ' +
  'd="M-2-46A46 46 0 1 0-2 46l8-18-12-14 12-14-12-16 10-14z"/></g>' +
  '<g transform="translate(6 -3) rotate(5)"><path fill="none" stroke="currentColor" ' +
  'stroke-width="3.5" stroke-linejoin="round" d="M4-46A46 46 0 0 1 4 46l8-18-12-14 12-14L0-16l10-14z"/></g>';

const shapes: Record<Verdict, (id: string) => string> = {
  sah: (id) =>
    `${edge(id)}<circle r="41" fill="currentColor"/><path d="m-18 1 12 13 24-26" fill="none" ` +
    'stroke="#fff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>',
  berubah: () => BROKEN,
  dicabut: (id) =>
    `${edge(id)}<circle r="39" fill="none" stroke="currentColor" stroke-width="6"/>` +
    '<path d="m-27 27 54-54" stroke="currentColor" stroke-width="9"/>',
  // A specimen: the disc is only outlined, and the word lies across it as it does on paper.
  contoh: (id) =>
    `${edge(id)}<circle r="41" fill="none" stroke="currentColor" stroke-width="3" ` +
    'stroke-dasharray="2 5"/><g transform="rotate(-18)"><path fill="currentColor" ' +
    'd="M-57-13.5H57l-7 13.5 7 13.5H-57l7-13.5z"/><text class="lbg-kata" fill="#fff" ' +
    'font-size="17" font-weight="800" text-anchor="middle" y="6" letter-spacing="1">' +
    'CONTOH</text></g>',
  // A ring that is not closed, with a mark of warning.
  kurang: () => stroke('M30-37A48 48 0 1 0 48 0', 6) + stroke('M0-24v28M0 21v1', 9),
  'tak-dikenal': () =>
    '<circle r="48" fill="none" stroke="currentColor" stroke-width="3.5" stroke-dasharray="9 8"/>' +
    stroke('M-13-11c0-9 6-15 14-15s14 6 14 13c0 11-14 11-14 22M1 24v.5', 7.5),
};

/** The emblem of a verdict; decorative, the word stands beside it. */
export const emblem = (id: string, verdict: Verdict): string =>
  `<svg class="lbg" viewBox="-58 -58 116 116" aria-hidden="true">${shapes[verdict](id)}</svg>`;
