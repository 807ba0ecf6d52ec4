// The one table that the page shows: of the chosen tab, or the people of the chosen region.
import {
  HOUR_COLUMNS,
  OFFICE_COLUMNS,
  PAGE_PERSON_COLUMNS,
  PAGE_WITNESS_COLUMNS,
  PROVINCE_COLUMNS,
  REGION_COLUMNS,
} from './report-columns.ts';
import { addressOf, nameOf, type ReportPage, type ReportTab } from './report-page.ts';
import { type Sorting, type TableInput, type TableView, tableView } from './report-table.ts';

type Common = Pick<TableInput<never>, 'caption' | 'sorting' | 'words'> & {
  sortHref(sorting: Sorting): string;
};

const personHref = (registration: string): string => `/kendali/orang/${registration}`;

const TABLES: Record<ReportTab, (page: ReportPage, common: Common) => TableView> = {
  provinsi: ({ report }, common) =>
    tableView({ ...common, columns: PROVINCE_COLUMNS.slice(1), rows: report.provinces }),
  daerah: ({ report, session }, common) =>
    tableView({
      ...common,
      columns: REGION_COLUMNS.slice(1),
      rows: report.regions,
      rowHref: ({ code }) => `${addressOf(session.slug, { daerah: code })}#tabel`,
    }),
  jabatan: ({ report }, common) =>
    tableView({ ...common, columns: OFFICE_COLUMNS, rows: report.offices }),
  jam: ({ report }, common) =>
    tableView({ ...common, columns: HOUR_COLUMNS, rows: report.arrivals.hours }),
  saksi: ({ witness }, common) =>
    tableView({
      ...common,
      columns: PAGE_WITNESS_COLUMNS,
      rows: witness,
      rowHref: ({ registration }) => personHref(registration),
    }),
};

/** The table with its caption; its headers sort it. */
export function pageTable(page: ReportPage): TableView {
  const { sorting, words, tab, people, session } = page;
  const where = people ? { daerah: people.code } : { menurut: tab };
  const common: Common = {
    caption: words(`tables.${tab}`),
    sorting,
    words,
    sortHref: ({ by, direction }) =>
      `${addressOf(session.slug, { ...where, urut: by, arah: direction })}#tabel`,
  };
  if (!people) return TABLES[tab](page, common);
  return tableView({
    ...common,
    caption: words('tables.orang', { region: nameOf(page, people.code) }),
    columns: PAGE_PERSON_COLUMNS,
    rows: people.rows,
    rowHref: ({ person }) => personHref(person.registration),
  });
}
