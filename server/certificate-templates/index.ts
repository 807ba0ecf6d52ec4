// The certificates' wordings as data: versions, checks, editor, trial runs.
import type { AnyRoute } from '../http/define-route.ts';
import { createActionRoutes } from './action-routes.ts';
import { createPageRoutes } from './page-routes.ts';
import { createPreviewRoutes } from './preview-routes.ts';
import { createSaveRoutes } from './save-routes.ts';
import type { TemplateServices } from './template-services.ts';

export { copyTemplates } from './copy-templates.ts';
export { createNameCheckService, type NameCheckService } from './name-check-service.ts';
export { createNameCheckStore } from './name-check-store.ts';
export { loadTemplateKinds } from './template-kinds.ts';
export { createTemplateService, type TemplateService } from './template-service.ts';
export type { TemplateEvent, TemplateServices } from './template-services.ts';
export { createTemplateStore } from './template-store.ts';
export { requireDrawableWords } from './trial-drawing.ts';

/** Pages, previews and forms of wordings. They belong before the control room's own paths. */
export const createTemplateRoutes = (services: TemplateServices): AnyRoute[] => [
  ...createPreviewRoutes(services),
  ...createPageRoutes(services),
  ...createActionRoutes(services),
  ...createSaveRoutes(services),
];
