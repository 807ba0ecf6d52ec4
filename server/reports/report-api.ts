// For programs of the host: attendance by region and in all, without a name.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { boardCountersField, idField, momentField } from '../http/api-schemas.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import { REGION_STATES } from '../protocol/board.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { ReportService } from './report-service.ts';
import { OUTSIDE } from './report-shapes.ts';
import type { GroupRow } from './session-totals.ts';

const count = z.int().min(0);
const countFields = {
  seats: count,
  held: count,
  checkedIn: count,
  wasPresent: count,
  present: count,
  ruleMet: count,
  late: count,
  minutesMedian: z.number().nullable(),
  signed: count,
};
const attendanceSchema = z.strictObject({
  session: idField,
  asOf: momentField,
  ended: z.boolean(),
  counters: boardCountersField,
  total: z.strictObject(countFields),
  outside: z.strictObject(countFields).nullable(),
  regions: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      province: z.string(),
      state: z.enum(REGION_STATES).nullable(),
      ...countFields,
    }),
  ),
});

const counts = ({
  seats,
  held,
  checkedIn,
  came,
  present,
  met,
  late,
  minutes,
  signed,
}: GroupRow) => ({
  seats,
  held,
  checkedIn,
  wasPresent: came,
  present,
  ruleMet: met,
  late,
  minutesMedian: minutes,
  signed,
});

const regionOf = (row: GroupRow) => ({
  code: row.code,
  name: row.name,
  province: row.province,
  state: row.state === null ? null : REGION_STATES[row.state],
  ...counts(row),
});

/** GET /api/v1/sessions/:id/attendance; `asOf` is the moment of the data, or the session's end. */
export const createReportApi = (parts: {
  live: LiveSessions;
  reports: Pick<ReportService, 'report'>;
}): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api/v1/sessions/:id/attendance',
    access: 'machine',
    scope: 'read:reports',
    api: { name: 'attendance', group: 'attendance', answer: { schema: attendanceSchema } },
    input: { params: z.object({ id: z.string().regex(ID_PATTERN) }) },
    async handle({ params }) {
      const session = parts.live.find(params.id);
      if (!session) throw new AppError('NOT_FOUND');
      const report = await parts.reports.report(session);
      const outside = report.regions.find(({ code }) => code === OUTSIDE);
      return json({
        session: session._id,
        asOf: new Date(report.horizon.at).toISOString(),
        ended: report.horizon.hasEnded,
        counters: report.counters,
        total: counts(report.whole),
        outside: outside ? counts(outside) : null,
        regions: report.regions.filter(({ code }) => code !== OUTSIDE).map(regionOf),
      });
    },
  }),
];
