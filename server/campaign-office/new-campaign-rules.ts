// A campaign from nothing, and one from an earlier one: which names it needs, what it starts with.
import type { Campaign } from '../campaigns/index.ts';
import { DEFAULT_REGION_RULES } from '../campaigns/index.ts';
import {
  isFine,
  lineProblem,
  onlyReal,
  type Problem,
  type Problems,
  slugFrom,
  tidy,
} from './text-rules.ts';

/** What the form of a new campaign asks for, as it was typed. */
export interface NewCampaignForm {
  name: string;
  shortName: string;
  theme: string;
  slug: string;
  hostName: string;
  hostShort: string;
  /** Day of the first session, of a clone; YYYY-MM-DD. */
  date: string;
}

/** Most characters of each text; those of the certificates, which print them. */
export const TEXT_MAX = { name: 160, shortName: 80, theme: 160, hostName: 120, hostShort: 24 };
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** The design's own colours. */
const COLOURS: Campaign['colours'] = {
  signature: '#C1121F',
  signatureDark: '#8F0D18',
  accent: '#7A4E17',
  ornament: '#B88A44',
};
const DAY_MS = 86_400_000;
const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2100-12-31'];

/** The form with its texts as they are printed; an empty slug is made from the name. */
export function tidyForm(form: NewCampaignForm): NewCampaignForm {
  const name = tidy(form.name);
  return {
    name,
    shortName: tidy(form.shortName),
    theme: tidy(form.theme),
    slug: form.slug.trim() === '' ? slugFrom(name) : form.slug.trim().toLowerCase(),
    hostName: tidy(form.hostName),
    hostShort: tidy(form.hostShort),
    date: form.date.trim(),
  };
}

/** True for a day that there is, as YYYY-MM-DD, in a year that makes sense. */
export const isDay = (date: string): boolean =>
  DATE.test(date) &&
  date >= FIRST_DAY &&
  date <= LAST_DAY &&
  dayOf(Date.parse(`${date}T00:00:00Z`)) === date;

/** YYYY-MM-DD; empty for a moment that there is not. */
const dayOf = (moment: number): string =>
  Number.isNaN(moment) ? '' : new Date(moment).toISOString().slice(0, 10);

const slugProblem = (slug: string): Problem | undefined => {
  if (slug.length > 60) return { key: 'long', max: 60 };
  return SLUG.test(slug) ? undefined : { key: 'slug' };
};

/** What is wrong with a tidy form; a clone needs the day of its first session. */
export const newCampaignProblems = (form: NewCampaignForm, needsDate: boolean): Problems =>
  onlyReal({
    name: lineProblem(form.name, { max: TEXT_MAX.name }),
    shortName: lineProblem(form.shortName, { max: TEXT_MAX.shortName }),
    theme: lineProblem(form.theme, { max: TEXT_MAX.theme }),
    slug: isFine(onlyReal({ name: lineProblem(form.name, { max: TEXT_MAX.name }) }))
      ? slugProblem(form.slug)
      : undefined,
    hostName: lineProblem(form.hostName, { max: TEXT_MAX.hostName }),
    hostShort: lineProblem(form.hostShort, { max: TEXT_MAX.hostShort }),
    date: needsDate && !isDay(form.date) ? { key: 'date' } : undefined,
  });

const namesOf = (form: NewCampaignForm) => ({
  _id: form.slug,
  slug: form.slug,
  name: form.name,
  shortName: form.shortName,
  theme: form.theme,
  host: { name: form.hostName, short: form.hostShort },
  emblemText: emblemTextOf(form),
  // Whoever issues in its name is named on purpose, and until then documents say CONTOH.
  legalIssuer: null,
  sample: false,
  version: 1,
  changed: null,
});

/** The words around the seal, at most 120 characters: the host and the campaign in capitals. */
const emblemTextOf = ({ hostName, shortName }: NewCampaignForm): string =>
  [...`${hostName} · ${shortName}`.toUpperCase()].slice(0, 120).join('').trim();

/** A campaign without texts and with one office in each region; the rest is filled in afterwards. */
export const newCampaign = (
  form: NewCampaignForm,
  { regionSet, firstOffice }: { regionSet: Campaign['regionSet']; firstOffice: string },
): Campaign => ({
  ...namesOf(form),
  schemaVersion: 2,
  signatory: null,
  emblem: null,
  colours: COLOURS,
  regionSet,
  seats: {
    inRegions: [{ code: slugFrom(firstOffice), title: firstOffice, required: true }],
    outside: [],
  },
  regionRules: DEFAULT_REGION_RULES,
  declaration: null,
  consent: null,
  declarationSha256: null,
  consentSha256: null,
});

/** The same texts, seats, rules, colours and region set under new names; nothing that happened. */
export const cloneOf = (source: Campaign, form: NewCampaignForm): Campaign => {
  // Emblem and signatory are the host's; another one brings its own.
  const isSameHost = form.hostName === source.host.name;
  const { emblem, signatory } = isSameHost ? source : { emblem: null, signatory: null };
  return { ...source, ...namesOf(form), emblem, signatory };
};

/** Whole days from one day to another, both YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The day so many days later, YYYY-MM-DD. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

const MONTHS = [
  ...['januari', 'februari', 'maret', 'april', 'mei', 'juni', 'juli', 'agustus'],
  ...['september', 'oktober', 'november', 'desember'],
];

/** A session's address by its day, `7-oktober-2020`; with a number behind it where it is taken. */
export function sessionSlug(date: string, taken: ReadonlySet<string>): string {
  const [year = '', month = '1', day = '1'] = date.split('-');
  const plain = `${Number(day)}-${MONTHS[Number(month) - 1]}-${year}`;
  let slug = plain;
  for (let turn = 2; taken.has(slug); turn += 1) slug = `${plain}-${turn}`;
  return slug;
}
