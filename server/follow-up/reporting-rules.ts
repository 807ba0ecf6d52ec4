// What is wrong with an office of Bawaslu as it was typed or as it stands in a file. Pure.
import { isMailAddress } from '../contacts/index.ts';
import type { SheetRow } from '../core/sheets/sheet-rows.ts';
import type { Region } from '../regions/index.ts';
import type { ReportingOffice } from './reporting-model.ts';

export const PROBLEMS = [
  'REGION_MISSING',
  'REGION_UNKNOWN',
  'REGION_TWICE',
  'OFFICE_MISSING',
  'NO_WAY',
  'EMAIL_MALFORMED',
  'PHONE_MALFORMED',
  'WEB_MALFORMED',
  'TOO_LONG',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Longest text of each field, in characters. */
export const OFFICE_MAX = { office: 120, address: 300, phone: 60, email: 120, web: 200 } as const;
export const OFFICE_FIELDS = ['office', 'address', 'phone', 'email', 'web'] as const;

const PHONE = /^[\d+()\-\s./,]{5,}$/;

/** White space joined; an address of the web gets the scheme that people leave out. */
export function tidyOffice(typed: ReportingOffice): ReportingOffice {
  const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const web = tidy(typed.web);
  return {
    office: tidy(typed.office),
    address: tidy(typed.address),
    phone: tidy(typed.phone),
    email: tidy(typed.email).toLowerCase(),
    web: web === '' || /^[a-z]+:/i.test(web) ? web : `https://${web}`,
  };
}

/** Whether nothing is told at all: then there is no office. */
export const isBlank = (office: ReportingOffice): boolean =>
  OFFICE_FIELDS.every((field) => office[field] === '');

const isWeb = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  return /^https?:$/.test(protocol) && hostname.includes('.') && username === '';
};

/** The first thing that is wrong with a tidy office, with the value; undefined: nothing is. */
export function officeProblem(
  office: ReportingOffice,
): { problem: Problem; value: string } | undefined {
  const { phone, email, web, address } = office;
  const long = OFFICE_FIELDS.find((field) => [...office[field]].length > OFFICE_MAX[field]);
  if (long) return { problem: 'TOO_LONG', value: office[long].slice(0, 60) };
  if (office.office === '') return { problem: 'OFFICE_MISSING', value: '' };
  if ([phone, email, web, address].every((one) => one === '')) {
    return { problem: 'NO_WAY', value: '' };
  }
  if (email !== '' && !isMailAddress(email)) return { problem: 'EMAIL_MALFORMED', value: email };
  if (phone !== '' && !PHONE.test(phone)) return { problem: 'PHONE_MALFORMED', value: phone };
  if (web !== '' && !isWeb(web)) return { problem: 'WEB_MALFORMED', value: web };
  return undefined;
}

const COLUMNS = {
  region: ['kode daerah', 'daerah', 'kode', 'wilayah'],
  office: ['kantor', 'nama kantor', 'bawaslu', 'instansi'],
  address: ['alamat', 'alamat kantor'],
  phone: ['telepon', 'nomor telepon', 'no telepon', 'telp'],
  email: ['email', 'e mail', 'surel', 'alamat email'],
  web: ['web', 'situs', 'laman', 'website', 'situs web'],
} as const;
export type Columns = Record<keyof typeof COLUMNS, number>;

const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Where the columns stand (-1: nowhere); the name of one that must be there and is not. */
export function findColumns(header: readonly string[]): Columns | { missing: string } {
  const names = header.map(plain);
  const placeOf = (key: keyof typeof COLUMNS): number =>
    COLUMNS[key].map((alias) => names.indexOf(alias)).find((place) => place >= 0) ?? -1;
  const columns = {
    ...{ region: placeOf('region'), office: placeOf('office'), address: placeOf('address') },
    ...{ phone: placeOf('phone'), email: placeOf('email'), web: placeOf('web') },
  };
  if (columns.region < 0) return { missing: 'daerah' };
  if (columns.office < 0) return { missing: 'kantor' };
  return columns;
}

export type CheckedRow =
  | { line: number; region: string; office: ReportingOffice }
  | { line: number; problem: Problem; value: string };

/** Judges row by row; the first row of a region counts, later ones are doubles of it. */
export function createRowCheck(columns: Columns, regions: readonly Region[]) {
  const byCode = new Map(regions.map(({ code }) => [code, code]));
  const byName = new Map(regions.map(({ name, code }) => [plain(name), code]));
  const lineOf = new Map<string, number>();
  return ({ line, cells }: SheetRow): CheckedRow => {
    const cell = (key: keyof Columns): string => cells[columns[key]] ?? '';
    const place = cell('region').trim();
    if (place === '') return { line, problem: 'REGION_MISSING', value: '' };
    const region = byCode.get(place) ?? byName.get(plain(place));
    if (region === undefined) return { line, problem: 'REGION_UNKNOWN', value: place.slice(0, 60) };
    const office = tidyOffice({
      ...{ office: cell('office'), address: cell('address'), phone: cell('phone') },
      ...{ email: cell('email'), web: cell('web') },
    });
    const wrong = officeProblem(office);
    if (wrong) return { line, ...wrong };
    const first = lineOf.get(region);
    if (first !== undefined) return { line, problem: 'REGION_TWICE', value: String(first) };
    lineOf.set(region, line);
    return { line, region, office };
  };
}
