// The programs' one door: what they may read and start beside what the domains offer themselves,
// and the document of all of it.
export { createCampaignApi } from './campaign-api.ts';
export { createCertificateApi } from './certificate-api.ts';
export { createContactApi } from './contact-api.ts';
export { createDocumentRoutes } from './document-routes.ts';
export { createPeopleApi } from './people-api.ts';
export { createSessionApi } from './session-api.ts';
