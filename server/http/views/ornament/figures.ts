// The finished figures of the pages: seal, rosette, progress ring, ground, verdict emblems.
import { escapeText } from './escape.ts';
import { braid, rosette } from './guilloche.ts';
import { petalInlays, petals, petalVeins } from './kawung.ts';

const MIDDLE = 'translate(-40 -40) scale(2.5)';

const sealText = (id: string, text: string): string =>
  `<path id="${id}t" d="M0 87.2A87.2 87.2 0 1 1 .01 87.2" fill="none"/>` +
  '<text class="segel-teks" font-size="10.6" font-weight="700" fill="currentColor">' +
  `<textPath href="#${id}t" textLength="543" lengthAdjust="spacing">${escapeText(text)}` +
  '</textPath></text>';

/** The seal of a campaign; `text` runs around it, `label` is what it is called aloud. */
export function seal(id: string, options: { text: string; label: string }): string {
  const rings = [101.5, 80]
    .map((r) => `<circle r="${r}" fill="none" stroke="currentColor" stroke-width="1.1"/>`)
    .join('');
  return (
    `<svg class="segel merah" viewBox="-120 -120 240 240" role="img" ` +
    `aria-label="${escapeText(options.label)}">` +
    braid(`${id}a`, { waves: 40, radius: 111, amplitude: 6, width: 0.7 }) +
    rings +
    sealText(id, `${options.text.trim()}  ·  `) +
    rosette(`${id}b`, { rx: 78, ry: 30, copies: 24, width: 0.45, opacity: 0.75 }) +
    '<circle r="47" fill="var(--putih)"/>' +
    braid(`${id}c`, { waves: 20, radius: 47, amplitude: 2.6, strands: 3 }) +
    `<g transform="${MIDDLE}" fill="currentColor">${petals()}<circle cx="16" cy="16" r="1.7"/></g>` +
    `<g transform="${MIDDLE}" fill="none" stroke="var(--putih)" stroke-width=".55" ` +
    `stroke-linecap="round">${petalVeins()}</g></svg>`
  );
}

/** The large fine-line rosette of the front page, with the one red centre. */
export function heroRosette(id: string): string {
  const outer = braid(`${id}a`, { waves: 48, radius: 270, amplitude: 22, strands: 6, width: 0.7 });
  const inner = { waves: 24, radius: 226, amplitude: 16, strands: 5, width: 0.6, perWave: 12 };
  const middle = braid(`${id}d`, { waves: 30, radius: 118, amplitude: 7, width: 0.7 });
  return (
    '<svg class="b-ros" viewBox="-300 -300 600 600" aria-hidden="true">' +
    `<g class="sogan">${outer}${braid(`${id}b`, inner)}</g>` +
    `<g class="tinta">${rosette(`${id}c`, { rx: 206, ry: 84, copies: 36, width: 0.55, opacity: 0.62 })}</g>` +
    `<circle r="118" fill="var(--kertas)"/><g class="sogan">${middle}</g>` +
    `<g transform="translate(-104 -104) scale(6.5)"><g fill="var(--tinta)">${petals()}</g>` +
    `<g fill="none" stroke="var(--kertas)" stroke-width=".3">${petalInlays()}</g>` +
    '<circle cx="16" cy="16" r="1.75" fill="var(--merah)"/></g></svg>'
  );
}

export interface RingOptions {
  value: number;
  total: number;
  /** A colour class: `tinta` (presence) or `merah` (signatures). */
  tone: string;
}

/**
 * The guilloche ring. A script moves it by one attribute: on `[data-ring]` set
 * stroke-dasharray to "value total" (its path length is `total`).
 */
export function ring(id: string, { value, total, tone }: RingOptions): string {
  const length = Math.max(total, 1);
  return (
    '<svg viewBox="-116 -116 232 232" aria-hidden="true">' +
    `<mask id="${id}m" maskUnits="userSpaceOnUse" x="-120" y="-120" width="240" height="240">` +
    `<circle data-ring r="100" fill="none" stroke="#fff" stroke-width="34" pathLength="${length}" ` +
    `stroke-dasharray="${value} ${length}" transform="rotate(-90)"/></mask>` +
    `<g class="garis">${braid(`${id}a`, { waves: 30, radius: 100, amplitude: 9, strands: 3, width: 0.9 })}</g>` +
    `<g mask="url(#${id}m)" class="${tone}">` +
    `${braid(`${id}b`, { waves: 30, radius: 100, amplitude: 9, strands: 6, width: 1.7 })}</g></svg>`
  );
}

/** Line weights of a ground: on paper, at the board's corner, behind the waiting screen. */
const GROUNDS = {
  kertas: [
    { waves: 40, radius: 111, amplitude: 6 },
    { rx: 98, ry: 38, copies: 24, width: 0.45 },
  ],
  laut: [
    { waves: 48, radius: 108, amplitude: 9, strands: 6, width: 0.45 },
    { rx: 94, ry: 38, copies: 30, width: 0.35 },
  ],
  tunggu: [
    { waves: 60, radius: 111, amplitude: 5, width: 0.22, perWave: 10 },
    { rx: 100, ry: 40, copies: 48, width: 0.2 },
  ],
} as const;
export type GroundKind = keyof typeof GROUNDS;

/** A quiet guilloche ground with the given class, with empty petals in its middle if asked for. */
export function ground(
  id: string,
  { kind = 'kertas', className, kawung }: { kind?: GroundKind; className: string; kawung: boolean },
): string {
  const [edge, inside] = GROUNDS[kind];
  const flower =
    `<g transform="${MIDDLE}" fill="var(--kertas)" stroke="currentColor" stroke-width=".4">` +
    `${petals()}</g>`;
  return (
    `<svg class="${escapeText(className)}" viewBox="-120 -120 240 240" aria-hidden="true">` +
    `${braid(`${id}a`, edge)}${rosette(`${id}b`, inside)}${kawung ? flower : ''}</svg>`
  );
}
