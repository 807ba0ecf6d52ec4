// What a dossier is made of: the doors of the other domains; the composition gives them.
import type { Campaign } from '../campaigns/index.ts';
import type { CertificateKind } from '../certificates/index.ts';
import type { ReportService } from '../reports/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** When somebody ticked each clause (from 1), and whether while it was being read. */
export interface ClauseTicks {
  _id: string;
  ticks: Record<string, Date>;
  together: Record<string, boolean>;
}

/** An issued certificate of a registration; `active` is false once it is revoked. */
export interface OwnCertificate {
  subject: string;
  kind: CertificateKind;
  number: string;
  active: boolean;
}

export interface RollSources {
  reports: Pick<ReportService, 'seats' | 'readReport'>;
  campaignOf(session: SessionDocument): Promise<Campaign>;
  /** Of these registrations; who ticked nothing is missing. */
  ticks(registrations: string[]): Promise<ClauseTicks[]>;
  /** By registration. */
  leaves(registrations: string[]): Promise<Map<string, { _id: string; leafHash: string | null }>>;
  certificates(session: string, registrations: string[]): Promise<OwnCertificate[]>;
  /** Signatures that something became of later, by id. */
  standings(session: string): Promise<Map<string, { withdrawnAt: Date | undefined }>>;
}
