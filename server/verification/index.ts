// Verification for everybody: a code, a file, a QR code, and what each is worth.
export { createFileInspector, type FileInspector } from './file-inspector.ts';
export type { LogDoor } from './log-check.ts';
export { createVerificationRoutes } from './verification-routes.ts';
export { createVerificationService, type VerificationService } from './verification-service.ts';
export type { ReportingPlace } from './verification-view.ts';
