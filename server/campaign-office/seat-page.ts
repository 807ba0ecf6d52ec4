// What the page "Jabatan" shows: offices in the regions and outside them as rows to edit, and what
// makes a region complete.
import type { Campaign } from '../campaigns/index.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { problemText, type Words } from './office-services.ts';
import type { PlaceLocks } from './place-service.ts';
import { editsOf } from './seat-edits.ts';
import { GROUPS, type SeatFields, type SeatPlan } from './seat-rules.ts';
import { isFine, type Problems } from './text-rules.ts';

/** Empty rows for new offices. */
const NEW_ROWS = 2;

export interface SeatPageState {
  campaign: Campaign;
  locks: PlaceLocks;
  isPast: boolean;
  /** What was typed and not stored, as it was typed or put together with what is stored. */
  fields?: SeatFields;
  plan?: SeatPlan;
  problems?: Problems;
  both?: readonly string[];
  theirs?: readonly string[];
  refused?: string;
  isSaved?: boolean;
}

/** A plan as the fields of the form. */
export function fieldsOfPlan({ seats, regionRules }: SeatPlan): Record<string, string> {
  const { complete, signed } = regionRules;
  const entries = [
    ...seats.inRegions.flatMap(({ code, title, required }, index) => [
      [`d${index}-kode`, code],
      [`d${index}-nama`, title],
      [`d${index}-wajib`, required ? 'ya' : ''],
    ]),
    ...seats.outside.flatMap(({ code, title, office, group }, index) => [
      [`l${index}-kode`, code],
      [`l${index}-nama`, title],
      [`l${index}-kantor`, office],
      [`l${index}-kelompok`, group],
    ]),
    ['lengkap', typeof complete === 'object' ? 'atLeast' : complete],
    ['lengkap-jumlah', typeof complete === 'object' ? String(complete.atLeast) : ''],
    ['tanda', typeof signed === 'object' ? 'atLeast' : signed],
    ['tanda-jumlah', typeof signed === 'object' ? String(signed.atLeast) : ''],
  ];
  return Object.fromEntries(entries);
}

const rowCount = (fields: SeatFields, list: 'd' | 'l'): number => {
  let count = 0;
  while (fields[`${list}${count}-nama`] !== undefined) count += 1;
  return count;
};

/** The view of templates/pages/campaign-seats.hbs. */
export function seatView(state: SeatPageState, words: Words, mayChange: boolean) {
  const { campaign, locks, problems = {}, both = [], theirs = [] } = state;
  const stored: SeatPlan = { seats: campaign.seats, regionRules: campaign.regionRules };
  const fields = state.fields ?? fieldsOfPlan(state.plan ?? stored);
  const isOpen = mayChange && !state.isPast && !locks.isRunning;
  const problemOf = (name: string) => {
    const problem = problems[name];
    return problem && problemText(problem, words);
  };
  const rowsOf = (list: 'd' | 'l') => {
    const known = rowCount(fields, list);
    const all = Array.from({ length: known + (isOpen ? NEW_ROWS : 0) }, (_, index) => index);
    return all.map((index) => rowOf(`${list}${index}`, index >= known));
  };
  const rowOf = (row: string, isNew: boolean) => {
    const code = fields[`${row}-kode`] ?? '';
    const registered = locks.registrations.get(code) ?? 0;
    return {
      ...{ row, code, isNew, registered },
      title: fields[`${row}-nama`] ?? '',
      office: fields[`${row}-kantor`] ?? '',
      group: fields[`${row}-kelompok`] ?? GROUPS[0],
      isRequired: fields[`${row}-wajib`] === 'ya',
      isRemoved: fields[`${row}-hapus`] === 'ya',
      problem: problemOf(`${row}-nama`),
      officeProblem: problemOf(`${row}-kantor`),
      stored: code !== '' && both.includes(code) ? storedText(stored, code, words) : undefined,
      isTheirs: code !== '' && theirs.includes(code),
    };
  };
  return {
    id: campaign._id,
    campaign: campaign.name,
    host: campaign.host.name,
    tabs: campaignTabs(campaign._id, 'seats'),
    version: campaign.version,
    base: JSON.stringify(editsOf(stored)),
    changedBy: campaign.changed?.by ?? '',
    isPast: state.isPast,
    isRunning: locks.isRunning,
    rulesFixed: locks.hasBegun,
    isViewer: !mayChange,
    mayChange: isOpen,
    isSaved: state.isSaved,
    refused: state.refused,
    isOvertaken: both.length + theirs.length > 0,
    rulesOvertaken: both.includes('aturan'),
    hasProblems: !isFine(problems),
    listProblem: problemOf('daftar'),
    inRegions: rowsOf('d'),
    outside: rowsOf('l'),
    groups: GROUPS,
    rules: ['lengkap', 'tanda'].map((name) => ({
      name,
      value: fields[name] ?? '',
      choices:
        name === 'lengkap' ? ['required', 'all', 'atLeast'] : ['obliged', 'required', 'atLeast'],
      count: fields[`${name}-jumlah`] ?? '',
      problem: problemOf(name),
    })),
  };
}

/** An office as it is stored now, in words. */
const storedText = ({ seats }: SeatPlan, code: string, words: Words): string => {
  const inside = seats.inRegions.find((one) => one.code === code);
  if (inside) {
    const { title, required } = inside;
    return required ? words('seats.storedRequired', { title }) : title;
  }
  const other = seats.outside.find((one) => one.code === code);
  return other ? `${other.title}, ${other.office}` : words('seats.storedRemoved');
};
