// The page of reports: the board's own figures, the chart, one table at a time, the comparison with
// the session before, and the downloads.
import { boardFigures } from '../protocol/board-words.ts';
import { arrivalsChart, type ChartMark } from './arrivals-chart.ts';
import { differenceView } from './difference-view.ts';
import { FORMATS } from './export-file.ts';
import { EXPORT_KINDS } from './export-tables.ts';
import { pageTable } from './page-table.ts';
import { HOUR_COLUMNS } from './report-columns.ts';
import { addressOf, nameOf, type ReportPage, TABS } from './report-page.ts';
import { OUTSIDE } from './report-shapes.ts';
import { type Sorting, tableView } from './report-table.ts';

/** The view of templates/pages/reports.hbs. */
export function reportView(page: ReportPage) {
  const { session, campaign, report, words } = page;
  const hasCome = report.whole.came > 0;
  return {
    slug: session.slug,
    campaign: session.campaign,
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
    tabs: TABS.map((key) => ({
      label: words(`tabs.${key}`),
      href: `${addressOf(session.slug, { menurut: key })}#tabel`,
      current: key === page.tab && !page.people,
    })),
    regions: [...page.regions, { code: OUTSIDE, name: words('outside') }].map((region) => ({
      ...region,
      selected: region.code === page.people?.code,
    })),
    isWitness: page.tab === 'saksi' && !page.people,
    table: pageTable(page),
    difference: differenceView(page.difference, session, words),
  };
}

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

/** While a region is chosen the file of people holds its people only, and says so. */
const downloadsOf = (page: ReportPage) => {
  const { session, difference, people, words } = page;
  return EXPORT_KINDS.filter((kind) => kind !== 'perbedaan' || difference).map((kind) => {
    const code = kind === 'orang' ? people?.code : undefined;
    const region = code ? `?daerah=${code}` : '';
    return {
      label: words(`kinds.${kind}`) + (code ? `, ${nameOf(page, code)}` : ''),
      text: words(`about.${kind}`),
      files: FORMATS.map((format) => ({
        format: format.toUpperCase(),
        href: `/kendali/laporan/${session.slug}/${kind}.${format}${region}`,
      })),
    };
  });
};

const UNSORTED: Sorting = { by: undefined, direction: 'naik' };

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
