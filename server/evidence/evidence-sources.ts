// What a bundle is made of: the doors of the other domains, and the keys.
import type { Campaign } from '../campaigns/index.ts';
import type { CertificateArchive } from '../certificates/index.ts';
import type { SealKeys } from '../keys/index.ts';
import type { LogService } from '../log/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** The keys' public parts, and the evidence key that signs. */
export type EvidenceKeys = Pick<
  SealKeys,
  | 'signer'
  | 'evidence'
  | 'evidenceCertificates'
  | 'sealCertificates'
  | 'trustedRoots'
  | 'rootFingerprint'
  | 'rootCrl'
  | 'createCrl'
>;

export interface EvidenceSources {
  log: Pick<LogService, 'headOf' | 'entries' | 'heads' | 'timestamps' | 'stateOf'>;
  archive: CertificateArchive;
  keys: EvidenceKeys;
  /** Roots (DER) of time-stamping authorities. */
  tsaRoots: readonly Buffer[];
  campaignOf(session: SessionDocument): Promise<Campaign>;
}
