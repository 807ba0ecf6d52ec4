// The certificate's colours: the design's tokens, and tints mixed in advance because PDF/A-3a paper has no glass.

export const PAPER = '#FFFEFC';
export const INK = '#131B2E';
export const INK_SOFT = '#424A5D';
export const RED = '#C1121F';
export const SOGAN = '#7A4E17';
export const GOLD = '#B88A44';
export const RULE = '#DCD2BF';
export const RULE_STRONG = '#857C69';
export const COPPER = '#96440A';

const channels = (hex: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));

/** The colour that `hex` at `share` (0 to 1) makes on the certificate's paper. */
export function tint(hex: string, share: number): string {
  const paper = channels(PAPER);
  const mixed = channels(hex).map((value, i) => value * share + (paper[i] ?? 255) * (1 - share));
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

const operands = (hex: string): string =>
  channels(hex)
    .map((value) => String(Math.round((value / 255) * 1000) / 1000))
    .join(' ');

/** Operator that sets the stroke's colour. */
export const stroke = (hex: string): string => `${operands(hex)} RG`;
/** Operator that sets the fill's colour. */
export const fill = (hex: string): string => `${operands(hex)} rg`;
