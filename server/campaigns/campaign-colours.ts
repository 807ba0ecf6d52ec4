// A campaign's colours as a stylesheet over the default ones, as far as they can be read.
import type { CampaignFile } from './campaign-file.ts';

type Colours = CampaignFile['colours'];

/** The design's own colours; a campaign that uses them needs no stylesheet. */
const DEFAULTS: Colours = {
  signature: '#C1121F',
  signatureDark: '#8F0D18',
  accent: '#7A4E17',
  ornament: '#B88A44',
};
const VARIABLES: Record<keyof Colours, string> = {
  signature: '--merah',
  signatureDark: '--merah-tua',
  accent: '--sogan',
  ornament: '--emas',
};
/** The page's paper; text of these colours stands on it, white stands on the signature's. */
const PAPER = '#FBF8F1';
/** Least contrast of text (WCAG 2.2, 1.4.3). Ornaments are lines only and need none. */
const TEXT_CONTRAST = 4.5;

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast ratio of two colours (#RRGGBB), 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const isReadable = (key: keyof Colours, colour: string): boolean =>
  key === 'ornament' || contrast(colour, PAPER) >= TEXT_CONTRAST;

const KEYS = ['signature', 'signatureDark', 'accent', 'ornament'] as const;

/** True when a campaign's colours differ from the default ones. */
export const hasOwnColours = (colours: Colours): boolean =>
  KEYS.some((key) => colours[key] !== DEFAULTS[key]);

/** A stylesheet that sets the campaign's colours; one that could not be read is left out. */
export const campaignStylesheet = (colours: Colours): string => {
  const lines = KEYS.filter((key) => isReadable(key, colours[key])).map(
    (key) => `  ${VARIABLES[key]}: ${colours[key]};`,
  );
  return `:root {\n${lines.join('\n')}\n}\n`;
};
