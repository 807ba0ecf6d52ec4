// The reports' one door: attendance by person, region, province, office and hour; page, files, API.
export {
  type ExportTable,
  exportFile,
  FORMATS,
  MEDIA_TYPES,
  momentText,
} from './export-file.ts';
export type { ReportSources } from './read-people.ts';
export { createReportApi } from './report-api.ts';
export { createReportRoutes } from './report-routes.ts';
export { createReportService, type ReportService } from './report-service.ts';
