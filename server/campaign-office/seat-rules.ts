// Which offices a campaign invites, as a form: read row by row, judged, and put together with what
// somebody else stored meanwhile.
import type { Campaign, RegionRules } from '../campaigns/index.ts';
import { lineProblem, type Problem, type Problems, slugFrom, tidy } from './text-rules.ts';

export type Seats = Campaign['seats'];
export type SeatPlan = Pick<Campaign, 'seats' | 'regionRules'>;
type InRegion = Seats['inRegions'][number];
type Outside = Seats['outside'][number];

export const OFFICE_MAX = 80;
/** Most rows of each list that are read. */
export const ROWS_MAX = 120;
export const GROUPS = ['bkn', 'satgas'] as const;

/** The fields of the form by name; a row's are `d0-nama` (in regions), `l0-nama` (outside). */
export type SeatFields = Readonly<Record<string, string>>;

export interface ReadSeats {
  plan: SeatPlan;
  problems: Problems;
}

/** `taken` grows: two new offices of one name get two codes. */
const codeFor = (text: string, taken: Set<string>): string => {
  const plain = slugFrom(text) || 'jabatan';
  let code = plain;
  for (let turn = 2; taken.has(code); turn += 1) code = `${plain}-${turn}`;
  taken.add(code);
  return code;
};

const rowsOf = (fields: SeatFields, list: 'd' | 'l'): string[] =>
  Array.from({ length: ROWS_MAX }, (_, index) => `${list}${index}`).filter(
    (row) => fields[`${row}-nama`] !== undefined && fields[`${row}-hapus`] !== 'ya',
  );

interface Reading {
  canPrint(text: string): boolean;
  fields: SeatFields;
  taken: Set<string>;
  problems: Record<string, Problem>;
}

/** A line of text of a row; what is wrong with it is noted under its name. */
const lineOf = ({ fields, problems, canPrint }: Reading, name: string): string => {
  const text = tidy(fields[name] ?? '');
  const problem =
    lineProblem(text, { max: OFFICE_MAX }) ?? (canPrint(text) ? undefined : { key: 'characters' });
  if (problem) problems[name] = problem;
  return text;
};

/** A code that this campaign has; of anything else a new one is made. */
const knownCode = ({ fields, taken }: Reading, row: string): string | undefined => {
  const code = fields[`${row}-kode`] ?? '';
  return taken.has(code) ? code : undefined;
};

const readInRegions = (reading: Reading): InRegion[] => {
  const titles = new Set<string>();
  return rowsOf(reading.fields, 'd').flatMap((row) => {
    const known = knownCode(reading, row);
    if (!known && tidy(reading.fields[`${row}-nama`] ?? '') === '') return [];
    const title = lineOf(reading, `${row}-nama`);
    if (titles.has(title.toLowerCase())) reading.problems[`${row}-nama`] = { key: 'twice' };
    titles.add(title.toLowerCase());
    const code = known ?? codeFor(title, reading.taken);
    return [{ code, title, required: reading.fields[`${row}-wajib`] === 'ya' }];
  });
};

const readOutside = (reading: Reading): Outside[] =>
  rowsOf(reading.fields, 'l').flatMap((row) => {
    const { fields, taken } = reading;
    const known = knownCode(reading, row);
    const isBlank = [`${row}-nama`, `${row}-kantor`].every((name) => !tidy(fields[name] ?? ''));
    if (!known && isBlank) return [];
    const title = lineOf(reading, `${row}-nama`);
    const office = lineOf(reading, `${row}-kantor`);
    const group = GROUPS.find((one) => one === fields[`${row}-kelompok`]) ?? 'satgas';
    return [{ group, code: known ?? codeFor(`${group} ${office}`, taken), title, office }];
  });

const numberOf = (fields: SeatFields, name: string): number => Number(fields[name]?.trim() || 0);

const readRules = (fields: SeatFields): RegionRules => ({
  complete:
    fields.lengkap === 'atLeast'
      ? { atLeast: numberOf(fields, 'lengkap-jumlah') }
      : fields.lengkap === 'all'
        ? 'all'
        : 'required',
  signed:
    fields.tanda === 'atLeast'
      ? { atLeast: numberOf(fields, 'tanda-jumlah') }
      : fields.tanda === 'required'
        ? 'required'
        : 'obliged',
});

const asksTooMuch = (rule: RegionRules[keyof RegionRules], seats: number): boolean =>
  typeof rule === 'object' &&
  !(Number.isInteger(rule.atLeast) && rule.atLeast >= 1 && rule.atLeast <= seats);

/** Reads the form of a campaign that has these seats; rows without a name are no offices. */
export function readSeats(
  fields: SeatFields,
  known: Seats,
  canPrint: (text: string) => boolean = () => true,
): ReadSeats {
  const codes = [...known.inRegions, ...known.outside].map(({ code }) => code);
  const reading: Reading = { fields, canPrint, taken: new Set(codes), problems: {} };
  const seats = { inRegions: readInRegions(reading), outside: readOutside(reading) };
  const regionRules = readRules(fields);
  const { problems } = reading;
  const max = seats.inRegions.length;
  if (max === 0) problems.daftar = { key: 'noOffice' };
  else if (regionRules.complete === 'required' && !seats.inRegions.some((one) => one.required)) {
    problems.daftar = { key: 'noRequired' };
  }
  if (asksTooMuch(regionRules.complete, max)) problems.lengkap = { key: 'atLeast', max };
  if (asksTooMuch(regionRules.signed, max)) problems.tanda = { key: 'atLeast', max };
  return { plan: { seats, regionRules }, problems };
}
