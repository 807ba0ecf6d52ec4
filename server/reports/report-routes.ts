// The page of reports and its downloads, for staff.
import { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import { phaseOf } from '../board/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { page, stream } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { getSession, type LiveSessions, type SessionDocument } from '../sessions/index.ts';
import { exportFile, FORMATS, MEDIA_TYPES, momentText } from './export-file.ts';
import { EXPORT_KINDS, exportTable, peopleOf } from './export-tables.ts';
import type { ReportSources } from './read-people.ts';
import type { SeatPerson } from './report-columns.ts';
import { TABS } from './report-page.ts';
import type { ReportService } from './report-service.ts';
import { DIRECTIONS } from './report-table.ts';
import { reportView } from './report-view.ts';
import { reportWords, wordsOf } from './report-words.ts';

export interface ReportParts {
  reports: ReportService;
  sources: Pick<ReportSources, 'campaignOf' | 'regionsOf'>;
  live: LiveSessions;
  audit: Pick<Audit, 'write' | 'latest'>;
  catalogue: Catalogue;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
}

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const region = z.string().max(20).optional();
const pageQuery = z.object({
  sesi: slug.optional(),
  menurut: z.enum(TABS).default('provinsi'),
  urut: z.string().max(30).optional(),
  arah: z.enum(DIRECTIONS).default('naik'),
  daerah: region,
});

const showReports = (parts: ReportParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/laporan',
    access: 'staff',
    input: { query: pageQuery },
    async handle({ query, language, visitor }) {
      const { live, catalogue } = parts;
      const session = getSession(live, query.sesi);
      const view = await viewOf(parts, session, query, language);
      return page({
        template: 'reports',
        layout: 'staff',
        title: catalogue.text(language, 'reports.title'),
        view: {
          ...view,
          isOwner: isOwner(visitor),
          openObjections: await parts.openObjections(session._id),
        },
      });
    },
  });

const viewOf = async (
  { reports, sources, audit, catalogue }: ReportParts,
  session: SessionDocument,
  query: z.output<typeof pageQuery>,
  language: Language,
) => {
  const { daerah } = query;
  if (daerah) await reports.requireRegion(session, daerah);
  const campaign = await sources.campaignOf(session);
  return reportView({
    session,
    campaign,
    regions: await sources.regionsOf(campaign),
    report: await reports.report(session),
    difference: await reports.difference(session),
    doorsAt: await doorsOf(audit, session),
    phase: phaseOf(session),
    people: daerah ? { code: daerah, rows: await peopleIn(reports, session, daerah) } : undefined,
    witness: query.menurut === 'saksi' ? await reports.witness(session) : [],
    tab: query.menurut,
    sorting: { by: query.urut, direction: query.arah },
    words: reportWords(catalogue, language, session),
    boardWords: wordsOf(catalogue, language, 'board.client'),
  });
};

const peopleIn = async (
  reports: ReportService,
  session: SessionDocument,
  code: string,
): Promise<SeatPerson[]> => {
  const people: SeatPerson[] = [];
  for await (const one of peopleOf(reports.seats(session, code).records)) people.push(one);
  return people;
};

/** Steps of the ceremony and of the agenda are events of the same kind. */
const EVENTS_READ = 500;

/** When the doors were opened last before it began. */
const doorsOf = async (
  audit: Pick<Audit, 'latest'>,
  session: SessionDocument,
): Promise<number | undefined> => {
  const events = await audit.latest(session._id, EVENTS_READ, ['session.acted']);
  const opened = events.find(
    ({ event, data }) => event === 'session.acted' && data.action === 'open-doors',
  );
  return opened?.at.getTime();
};

/** "7-oktober-2020-orang-33.24-20201007-1012.csv": what it holds, moment of the data in WIB. */
const fileName = (session: SessionDocument, what: string, at: number, format: string): string => {
  const stamp = momentText(at).slice(0, 16).replace(/[-:]/g, '').replace(' ', '-');
  return `${session.slug}-${what}-${stamp}.${format}`;
};

const exportRoute = (parts: ReportParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/laporan/:sesi/:kind.:format',
    access: 'staff',
    input: {
      params: z.object({ sesi: slug, kind: z.enum(EXPORT_KINDS), format: z.enum(FORMATS) }),
      query: z.object({ daerah: region }),
    },
    async handle({ params, query, visitor, address, language }) {
      const { reports, live, audit, catalogue } = parts;
      const { kind, format } = params;
      const { daerah } = query;
      const session = getSession(live, params.sesi);
      if (daerah) await reports.requireRegion(session, daerah);
      const words = reportWords(catalogue, language, session);
      const request = { session, kind, region: daerah, words };
      const { table, at } = await exportTable(reports, request);
      const { account: id, name: label } = staffOf(visitor);
      await audit.write({
        event: 'report.exported',
        data: { kind, format, region: daerah ?? '' },
        actor: { kind: 'staff', id, label },
        address,
        session: session._id,
      });
      return stream({
        stream: exportFile(table, format),
        type: MEDIA_TYPES[format],
        name: fileName(session, daerah ? `${kind}-${daerah}` : kind, at, format),
      });
    },
  });

/** The page and the files; they belong before the control room's own path. */
export const createReportRoutes = (parts: ReportParts): AnyRoute[] => [
  showReports(parts),
  exportRoute(parts),
];
