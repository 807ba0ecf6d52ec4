// The dossier domain: all of a session in one ZIP, for those who have to keep it.
export { createDossierRoutes } from './dossier-routes.ts';
export {
  createDossierService,
  type DossierDependencies,
  type DossierService,
} from './dossier-service.ts';
export type { RollSources } from './dossier-sources.ts';
export { createDossierStore } from './dossier-store.ts';
