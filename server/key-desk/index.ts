// The keys' desk: what is published of them, the staff's page, and the watch over their end.
export { createKeyDeskRoutes, type KeyDeskParts } from './key-desk-routes.ts';
export { createKeyWatch, type KeyWatch } from './key-watch.ts';
export {
  createSharedCertificateStore,
  type SharedCertificateStore,
} from './shared-certificate-store.ts';
