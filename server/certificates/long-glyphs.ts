// Whether the fonts have every character of a long document; if not, on whose row it stands.
import type { LongData } from './certificate-data.ts';
import type { MinutesData } from './long-data.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';

/**
 * Each different word of a document once, for the fonts. Throws MissingGlyphError with the name on
 * whose row the character stands, or nobody's for texts of the event.
 */
export function longTexts(data: LongData, check: (text: string) => void): string {
  const texts = [...eventTexts(data), ...data.rows.map((row) => textOf(row))];
  // Ten thousand rows have a few hundred characters: those are looked up, then the row if need be.
  const words = new Set(texts.flatMap((text) => text.split(' ')));
  const characters = new Set([...words].flatMap((word) => [...word]));
  try {
    check([...characters].join(''));
  } catch (error) {
    if (!(error instanceof MissingGlyphError)) throw error;
    const row = data.rows.find((one) => textOf(one).includes(error.glyph));
    throw new MissingGlyphError(error.glyph, row && nameOf(row));
  }
  return [...words].join(' ');
}

type Row = LongData['rows'][number];

/** The signature of a row, if it speaks of a person. */
const signerOf = (row: Row) => {
  if ('leafHash' in row) return row;
  return 'seat' in row ? row.signed : null;
};

/** Whom a row speaks of: the name as it was given, else the seat or the province. */
const nameOf = (row: Row): string =>
  signerOf(row)?.name ?? ('seat' in row ? row.seat : (row.province ?? ''));

const textOf = (row: Row): string => {
  const signer = signerOf(row);
  const mark =
    signer && 'mark' in signer && signer.mark?.method === 'typed' ? signer.mark.text : '';
  return [
    'province' in row ? row.province : '',
    'region' in row ? row.region : '',
    'seat' in row ? row.seat : '',
    ...[signer?.acting, signer?.name, mark],
  ].join(' ');
};

const eventTexts = (data: LongData): string[] => {
  const { event, host, partners, issuer, emblemText } = data;
  const common = [event.campaign, event.theme, host, partners, issuer, emblemText];
  return [...common, ...ownTexts(data)].map((text) => text ?? '');
};

const ownTexts = (data: LongData): string[] => {
  if (data.kind === 'region') {
    const { opening, clauses, closing } = data.declaration;
    return [data.region.name, data.region.province, opening, ...clauses, closing];
  }
  if (data.kind === 'roll') return [data.session.title];
  const said = [data.session.title, data.session.place, ...data.agenda.map(({ title }) => title)];
  return [...said, ...detailTexts(data.details)];
};

const detailTexts = (details: MinutesData['details']): string[] => {
  if (!details) return [];
  const { offices, regions } = details;
  const listed = regions.flatMap(({ signed, present, absent }) => [signed, present, absent].flat());
  const places = regions.flatMap(({ region, province }) => [region ?? '', province ?? '']);
  return [...offices.map(({ office }) => office ?? ''), ...places, ...listed.map((o) => o.office)];
};
