// What becomes of a wish for a certificate: its facts, gathered, and whether they suffice.
import type { SessionDocument } from '../sessions/index.ts';
import { type CertificateData, type CertificateKind, isPersonalKind } from './certificate-data.ts';
import {
  type CertificateIdentity,
  certificateDataOf,
  isSample,
  type Missing,
  whatIsMissing,
} from './certificate-facts.ts';
import { type CertificateDoors, collectFacts } from './certificate-sources.ts';
import { statementFactsOf, type UnsignedStatement } from './certificate-statement.ts';

/** Which document: `session` may be left out for a person's, whose registration knows it. */
export interface Target {
  kind: CertificateKind;
  subject: string;
  session?: string | undefined;
}

/** The same path for every kind: what a reservation needs of the facts. */
export interface Draft {
  session: SessionDocument;
  sample: boolean;
  /** Null when the document is not one person's. */
  registration: string | null;
  signature: string | null;
  missing: Missing | undefined;
  /** The frozen data and what its QR code says; call it only when nothing is missing. */
  contentOf(identity: CertificateIdentity): { data: CertificateData; says: UnsignedStatement };
}

/** Gathers the facts of a document; undefined when its subject is unknown in that session. */
export async function collectDraft(
  doors: CertificateDoors,
  { kind, subject, session }: Target,
): Promise<Draft | undefined> {
  if (!isPersonalKind(kind)) return undefined;
  const facts = await collectFacts(doors, subject);
  if (!facts || (session !== undefined && facts.session._id !== session)) return undefined;
  return {
    session: facts.session,
    sample: isSample(facts),
    registration: facts.registration._id,
    signature: kind === 'declaration' ? (facts.signature?._id ?? null) : null,
    missing: whatIsMissing(kind, facts),
    contentOf(identity) {
      const data = certificateDataOf(kind, facts, identity);
      return { data, says: statementFactsOf(kind, facts, data) };
    },
  };
}
