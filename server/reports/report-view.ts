// The page of reports: the board's own figures, the chart, one table at a time, the comparison with
// the session before, and the downloads.
import type { Campaign } from '../campaigns/index.ts';
import type { BoardPhase } from '../protocol/board.ts';
import { boardFigures } from '../protocol/board-words.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { arrivalsChart, type ChartMark } from './arrivals-chart.ts';
import type { Difference } from './difference.ts';
import { differenceView } from './difference-view.ts';
import { FORMATS } from './export-file.ts';
import { EXPORT_KINDS } from './export-tables.ts';
import {
  HOUR_COLUMNS,
  OFFICE_COLUMNS,
  PAGE_PERSON_COLUMNS,
  PROVINCE_COLUMNS,
  REGION_COLUMNS,
  type SeatPerson,
  type Words,
} from './report-columns.ts';
import type { SessionReport } from './report-service.ts';
import { OUTSIDE } from './report-shapes.ts';
import { type Sorting, type TableView, tableView } from './report-table.ts';

export const VIEWS = ['provinsi', 'daerah', 'jabatan', 'jam'] as const;
export type ReportTab = (typeof VIEWS)[number];

export interface ReportPage {
  session: SessionDocument;
  campaign: Campaign;
  regions: { code: string; name: string }[];
  report: SessionReport;
  difference: Difference | undefined;
  /** When doors opened, as far as the audit knows. */
  doorsAt: number | undefined;
  phase: BoardPhase;
  /** The people of one region, when it is chosen. */
  people: { code: string; rows: SeatPerson[] } | undefined;
  tab: ReportTab;
  sorting: Sorting;
  words: Words;
  /** Text of a key below `board.client`. */
  boardWords: Words;
}

const addressOf = (slug: string, query: Record<string, string | undefined>): string => {
  const known = Object.entries(query).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return `/kendali/laporan?${new URLSearchParams([['sesi', slug], ...known])}`;
};

/** The view of templates/pages/reports.hbs. */
export function reportView(page: ReportPage) {
  const { session, campaign, report, words } = page;
  const hasCome = report.whole.came > 0;
  return {
    slug: session.slug,
    session: session.title,
    host: campaign.host.name,
    isRehearsal: session.kind === 'rehearsal',
    hasEnded: report.horizon.hasEnded,
    moment: new Date(report.horizon.at).toISOString(),
    hasCome,
    figures: figuresOf(page),
    facts: factsOf(page),
    downloads: downloadsOf(page),
    chart: hasCome ? chartOf(page) : undefined,
    tabs: VIEWS.map((key) => ({
      label: words(`tabs.${key}`),
      href: `${addressOf(session.slug, { menurut: key })}#tabel`,
      current: key === page.tab && !page.people,
    })),
    regions: [...page.regions, { code: OUTSIDE, name: words('outside') }].map((region) => ({
      ...region,
      selected: region.code === page.people?.code,
    })),
    chosen: page.people && nameOf(page, page.people.code),
    table: tableOf(page),
    difference: differenceView(page.difference, session, words),
  };
}

const nameOf = ({ regions, words }: ReportPage, code: string): string =>
  regions.find((region) => region.code === code)?.name ?? words('outside');

const figuresOf = ({ report, phase, campaign, boardWords }: ReportPage) =>
  boardFigures(report.counters, phase)
    .filter(({ key }) => campaign.declaration !== null || key !== 'signed')
    .map((figure, index) => ({
      ...figure,
      label: boardWords(`figures.${phase === 'frozen' ? 'frozen' : 'now'}.${figure.key}`),
      red: index === 0 && figure.key === 'signed',
    }));

/** What the board doesn't say: who came at all, who meets the rule. */
const factsOf = ({ report: { whole, counters }, words }: ReportPage) =>
  [
    { key: 'held', value: whole.held, total: whole.seats },
    { key: 'came', value: whole.came, total: whole.seats },
    { key: 'met', value: whole.met, total: whole.held },
    { key: 'late', value: whole.late, total: whole.came },
    { key: 'minutesMedian', value: whole.minutes ?? 0, total: null },
    { key: 'outside', value: counters.outside.present, total: counters.outside.seats },
  ]
    .filter(({ key }) => key !== 'outside' || counters.outside.seats > 0)
    .map((fact) => ({ ...fact, label: words(`facts.${fact.key}`) }));

const downloadsOf = ({ session, difference, people, words }: ReportPage) =>
  EXPORT_KINDS.filter((kind) => kind !== 'perbedaan' || difference).map((kind) => {
    const region = kind === 'orang' && people ? `?daerah=${people.code}` : '';
    return {
      label: words(`kinds.${kind}`),
      text: words(`about.${kind}`),
      files: FORMATS.map((format) => ({
        format: format.toUpperCase(),
        href: `/kendali/laporan/${session.slug}/${kind}.${format}${region}`,
      })),
    };
  });

const chartOf = ({ report, session: { status }, doorsAt, words }: ReportPage) => {
  const moments: [string, number | string | null | undefined][] = [
    ['doors', doorsAt],
    ['live', status.liveAt],
    ['signing', status.signingOpenedAt],
    ['ended', status.endedAt],
  ];
  const marks: ChartMark[] = moments.flatMap(([key, at]) =>
    at === null || at === undefined ? [] : [{ key, at: new Date(at).getTime() }],
  );
  const chart = arrivalsChart(report.arrivals, marks);
  const { steps } = report.arrivals;
  const busiest = steps.reduce((most, step) => (step.arrived > most.arrived ? step : most));
  const fullest = steps.reduce((most, step) => (step.present > most.present ? step : most));
  return (
    chart && {
      ...chart,
      marks: chart.marks.map((mark) => ({ ...mark, label: words(`marks.${mark.key}`) })),
      busiest,
      fullest,
      steps: tableView({
        caption: words('chart.table'),
        columns: HOUR_COLUMNS,
        rows: steps,
        sorting: UNSORTED,
        words,
      }),
    }
  );
};

const UNSORTED: Sorting = { by: undefined, direction: 'naik' };

const tableOf = (page: ReportPage): TableView => {
  const { report, sorting, words, tab, people, session } = page;
  const common = {
    sorting,
    words,
    sortHref: ({ by, direction }: Sorting) => {
      const where = people ? { daerah: people.code } : { menurut: tab };
      return `${addressOf(session.slug, { ...where, urut: by, arah: direction })}#tabel`;
    },
  };
  if (people) {
    const rowHref = ({ person }: SeatPerson) => `/kendali/orang/${person.registration}`;
    const caption = words('tables.orang', { region: nameOf(page, people.code) });
    return tableView({
      ...common,
      caption,
      columns: PAGE_PERSON_COLUMNS,
      rows: people.rows,
      rowHref,
    });
  }
  const caption = words(`tables.${tab}`);
  if (tab === 'jam') {
    return tableView({ ...common, caption, columns: HOUR_COLUMNS, rows: report.arrivals.hours });
  }
  if (tab === 'jabatan') {
    return tableView({ ...common, caption, columns: OFFICE_COLUMNS, rows: report.offices });
  }
  if (tab === 'provinsi') {
    return tableView({
      ...common,
      caption,
      columns: PROVINCE_COLUMNS.slice(1),
      rows: report.provinces,
    });
  }
  return tableView({
    ...common,
    caption,
    columns: REGION_COLUMNS.slice(1),
    rows: report.regions,
    rowHref: ({ code }) => `${addressOf(session.slug, { daerah: code })}#tabel`,
  });
};
