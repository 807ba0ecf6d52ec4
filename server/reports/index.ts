// The reports' one door: attendance by person, region, province, office and hour; page, files, API.
export {
  type Cell,
  type ExportTable,
  exportFile,
  FORMATS,
  MEDIA_TYPES,
  momentText,
} from './export-file.ts';
export type { ReportSources } from './read-people.ts';
export { createReportApi } from './report-api.ts';
export {
  type Column,
  OWN_COLUMNS,
  SEAT_COLUMNS,
  type SeatPerson,
  type Words,
} from './report-columns.ts';
export { createReportRoutes } from './report-routes.ts';
export { createReportService, type ReportService, type SessionReport } from './report-service.ts';
export {
  holderOf,
  OUTSIDE,
  type PersonRow,
  type SeatPlace,
  type SeatRecord,
} from './report-shapes.ts';
export { reportWords } from './report-words.ts';
