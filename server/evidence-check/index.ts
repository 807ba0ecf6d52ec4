// The evidence bundle's format and its offline verifier: no database, no network, no clock.
export {
  BUNDLE_FORMAT,
  type CertificateLine,
  ERASED_FORMAT,
  type ErasedLine,
  FILES,
  KEY_PREFIX,
  keyFileOf,
  type Manifest,
  type Member,
  manifestSchema,
  readCanonical,
  SIGNATURE_FORMAT,
} from './bundle-format.ts';
export type { Finding, FindingListener, GroupName, GroupResult } from './findings.ts';
export { inGroups } from './print.ts';
export {
  type Verdict,
  type Verification,
  type VerifyOptions,
  verifyBundle,
} from './verify-bundle.ts';
export { EXIT, EXIT_USAGE, readFingerprint, runVerify } from './verify-command.ts';
export { checkStatement } from './verify-statement.ts';
