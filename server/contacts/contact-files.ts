// The two files of the page "Kontak": every seat to be filled in, and the rows with their reasons.
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { ExportTable } from '../reports/index.ts';
import type { Contact, ImportRow } from './contact-model.ts';
import { reasonOf, type Words } from './contact-page.ts';
import { COORDINATOR, coordinatorTarget } from './contact-places.ts';

interface Places {
  regions: Region[];
  seats: Seat[];
  contacts: Contact[];
}

const column = (header: string, width: number) => ({ header, kind: 'text' as const, width });

/** A row a seat and a row a coordinator; its own headers are read back by the import. */
export function fillInTable({ regions, seats, contacts }: Places, words: Words): ExportTable {
  const known = new Map(contacts.map((contact) => [contact.target, contact]));
  const rowOf = (target: string, place: [string, string, string]): string[] => {
    const { name = '', email = '', phone = '' } = known.get(target) ?? {};
    return [...place, name, email, phone];
  };
  return {
    name: words('file.sheet'),
    columns: [
      column('kode daerah', 14),
      column('daerah tertulis', 34),
      column('jabatan', 40),
      column('nama', 30),
      column('email', 34),
      column('telepon', 20),
    ],
    rows: [
      ...seats.map(({ _id, region, place, title }) => rowOf(_id, [region ?? place, place, title])),
      ...regions.map(({ code, name }) => rowOf(coordinatorTarget(code), [code, name, COORDINATOR])),
    ],
  };
}

/** Line and reason of each bad row. */
export const badRowsTable = (rows: ImportRow[], words: Words): ExportTable => ({
  name: words('file.bad'),
  columns: [
    { header: words('table.line'), kind: 'number', width: 8 },
    column(words('table.seat'), 40),
    column(words('table.value'), 40),
    column(words('table.reason'), 60),
  ],
  rows: rows.map((row) => [row.line, row.label, row.value, reasonOf(row, words)]),
});
