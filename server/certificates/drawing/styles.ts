// The certificate's type sizes, as the design sets them (points), in one place.
import { INK, INK_SOFT } from './colours.ts';
import type { TextStyle } from './tagged-page.ts';

const style = (font: TextStyle['font'], size: number, gap: number, colour = INK): TextStyle => ({
  font,
  size,
  gap,
  colour,
});

export const STYLES = {
  host: style('serifBold', 15, 1.2),
  partners: style('sans', 10.5, 1.4, INK_SOFT),
  micro: style('sansBold', 2.6, 1),
  titleLandscape: { ...style('serifRegular', 43, 1), tracking: -0.015 },
  titlePortrait: { ...style('serifRegular', 31, 1.08), tracking: -0.01 },
  number: style('sans', 9.5, 1.4, INK_SOFT),
  notice: style('sansBold', 9.5, 1.4),
  intro: style('serifItalic', 13, 1.4, INK_SOFT),
  name: style('serifBold', 23, 1.18),
  office: style('serif', 15, 1.3),
  body: style('sans', 11, 1.55),
  clause: style('serif', 14.5, 1.36),
  typedMark: style('serifItalic', 22, 1.2),
  moment: style('sans', 9.5, 1.4, INK_SOFT),
  holderName: style('sansBold', 11.5, 1.4),
  holderOffice: style('sans', 10.5, 1.4),
  code: style('sansBold', 9, 1.45),
  small: style('sans', 8, 1.45, INK_SOFT),
  smallStrong: style('sansBold', 8.5, 1.45),
  hash: style('sansBold', 8, 1.5),
  seal: style('sans', 7.5, 1.45, INK_SOFT),
  root: style('sans', 6.5, 1.45, INK_SOFT),
  longTitle: { ...style('serifRegular', 27, 1.1), tracking: -0.01 },
  longSubtitle: style('serif', 14, 1.3),
  heading: style('serifBold', 12.5, 1.3),
  narrative: style('serifRegular', 10.5, 1.5),
  head: style('sansBold', 7, 1.35, INK_SOFT),
  groupRow: style('sansBold', 8.5, 1.35),
  cell: style('sans', 8, 1.38),
  cellStrong: style('sansBold', 8, 1.38),
  cellSoft: style('sans', 7.5, 1.47, INK_SOFT),
  cellMark: style('serifItalic', 10, 1.2),
  furniture: style('sans', 7, 1.4, INK_SOFT),
} as const;
