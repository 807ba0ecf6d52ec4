// The certificates domain: issued once, sealed, verified by anybody.
export type { CertificateKind } from './certificate-data.ts';
export type { CertificateFacts } from './certificate-facts.ts';
export type { CertificateService } from './certificate-service.ts';
export type { CertificateDoors } from './certificate-sources.ts';
export type { IssuedCertificate } from './certificate-store.ts';
export { type Certificates, type CertificatesOptions, createCertificates } from './certificates.ts';
export { KeyError } from './key-error.ts';
export { MissingGlyphError } from './missing-glyph-error.ts';
