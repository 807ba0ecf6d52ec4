// What becomes of a wish for a certificate: its facts, gathered, and whether they suffice.
import type { SessionDocument } from '../sessions/index.ts';
import {
  type CertificateData,
  type CertificateKind,
  isPersonalKind,
  type LongKind,
  type PersonalKind,
} from './certificate-data.ts';
import {
  type CertificateFacts,
  type CertificateIdentity,
  certificateDataOf,
  isSample,
  type Missing,
  whatIsMissing,
} from './certificate-facts.ts';
import { assertFits } from './certificate-size.ts';
import { type CertificateDoors, collectFacts } from './certificate-sources.ts';
import {
  longStatementFactsOf,
  statementFactsOf,
  type UnsignedStatement,
} from './certificate-statement.ts';
import { longDataOf, whatIsMissingOf } from './long-facts.ts';
import { collectLongFacts } from './long-sources.ts';

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
  /** What the numbers of its kind and day have in common. */
  series: string;
  /** Null when the document is not one person's. */
  registration: string | null;
  signature: string | null;
  missing: Missing | undefined;
  /** The frozen data and what its QR code says; call it only when nothing is missing. */
  contentOf(identity: CertificateIdentity): { data: CertificateData; says: UnsignedStatement };
}

/** The series that a document's number is counted in. */
export const seriesOf = ({
  kind,
  session,
  sample,
}: Pick<Draft, 'session' | 'sample'> & { kind: CertificateKind }): string =>
  `${sample ? 'CONTOH-' : ''}${session.date}-${kind}`;

/** Gathers the facts of a document; undefined when its subject is unknown in that session. */
export async function collectDraft(
  doors: CertificateDoors,
  { kind, subject, session }: Target,
): Promise<Draft | undefined> {
  if (!isPersonalKind(kind))
    return session ? longDraft(doors, { kind, subject, session }) : undefined;
  const facts = await collectFacts(doors, subject);
  if (!facts || (session !== undefined && facts.session._id !== session)) return undefined;
  return personalDraft(kind, facts);
}

/** The draft of a person's certificate from facts that were gathered. */
export function personalDraft(kind: PersonalKind, facts: CertificateFacts): Draft {
  const sample = isSample(facts);
  return {
    session: facts.session,
    sample,
    series: seriesOf({ kind, session: facts.session, sample }),
    registration: facts.registration._id,
    signature: facts.signature?._id ?? null,
    missing: whatIsMissing(kind, facts),
    contentOf(identity) {
      const data = certificateDataOf(kind, facts, identity);
      return { data, says: statementFactsOf(kind, facts, data) };
    },
  };
}

async function longDraft(
  doors: CertificateDoors,
  target: { kind: LongKind; subject: string; session: string },
): Promise<Draft | undefined> {
  const { kind } = target;
  const facts = await collectLongFacts(doors, target);
  if (!facts) return undefined;
  return {
    session: facts.session,
    sample: isSample(facts),
    series: seriesOf({ kind, session: facts.session, sample: isSample(facts) }),
    registration: null,
    signature: null,
    missing: whatIsMissingOf(kind, facts),
    contentOf(identity) {
      const data = longDataOf(kind, facts, identity);
      assertFits(data);
      return { data, says: longStatementFactsOf(data, facts.session._id) };
    },
  };
}
