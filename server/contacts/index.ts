// The contacts domain's one door: how seats and coordinators are reached, and the files that say so.
export type { Contact, ContactImport } from './contact-model.ts';
export { coordinatorTarget } from './contact-places.ts';
export { createContactRoutes } from './contact-routes.ts';
export { isMailAddress } from './contact-rules.ts';
export { type ContactStore, createContactStore } from './contact-store.ts';
export { createImportRunner, type ImportRunner } from './import-runner.ts';
export { createImportService, type ImportService } from './import-service.ts';
