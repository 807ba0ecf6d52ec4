// The table for the press: counts by region, nothing of any person; no minutes, because of a
// region with one official they would be that official's.
import type { ExportTable, Words } from '../reports/index.ts';
import type { RegionCounts } from './roll-totals.ts';

const COUNTS = ['seats', 'came', 'met', 'signed'] as const;
const TEXTS = ['regionCode', 'region', 'province'] as const;

export interface PressFacts {
  regions: readonly RegionCounts[];
  /** Codes of the regions that have signed by the campaign's rule. */
  regionsSigned: ReadonlySet<string>;
  /** The code under which seats outside regions are counted. */
  outside: string;
  words: Words;
}

/** A row for each region, in the order of the roll. */
export function pressTable({ regions, regionsSigned, outside, words }: PressFacts): ExportTable {
  const text = (key: string) => ({
    ...{ header: words(`press.columns.${key}`), kind: 'text' as const, width: 24 },
  });
  const rows = regions.map((one) => {
    const isOutside = one.code === outside;
    const places = isOutside
      ? ['', words('press.outside'), '']
      : [one.code, one.name, one.province];
    const state = isOutside ? '' : words(regionsSigned.has(one.code) ? 'press.yes' : 'press.no');
    return [...places, ...COUNTS.map((key) => one[key]), state];
  });
  const columns = [
    ...TEXTS.map(text),
    ...COUNTS.map((key) => ({ ...text(key), kind: 'number' as const })),
    text('regionSigned'),
  ];
  return { name: words('press.name'), columns, rows };
}
