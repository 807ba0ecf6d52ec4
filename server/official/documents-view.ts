// What the holder can take home: the signed declaration, and what the participation still needs.
import type { Campaign } from '../campaigns/index.ts';
import type { Attendance } from '../protocol/attendance.ts';
import { DEFAULT_CERTIFICATE_RULE, participationOf } from '../protocol/certificate-rule.ts';
import { neededNow } from './agenda-view.ts';
import type { HeldCertificate, OfficialServices, Say } from './official-services.ts';
import type { OfficialVisit } from './official-visit.ts';

export interface DocumentView {
  /** Undefined: not there yet; `note` says why. */
  href: string | undefined;
  number: string;
  note: string;
  /** Staff withdrew the signature: it was there, and counts no more. */
  isWithdrawn?: boolean;
}
export interface DocumentsView {
  declaration: DocumentView | null;
  participation: DocumentView;
  /** The region's declaration; null until it is issued. */
  region: DocumentView | null;
}

/** Issues the signed declaration on the way to it, so that a link can be shown at once. */
export const DECLARATION_PATH = '/ikrar/naskah';

/** `signed`: with a signature that stands. */
interface ParticipationFacts {
  issued: HeldCertificate | undefined;
  isRevoked: boolean;
  signed: boolean;
}

type Visit = Pick<OfficialVisit, 'session' | 'registration' | 'campaign'>;

const hrefOf = ({ code }: HeldCertificate): string => `/berkas/${code}.pdf`;

const presentParticipation = (
  { session }: Pick<OfficialVisit, 'session'>,
  attendance: Attendance,
  { issued, isRevoked, signed }: ParticipationFacts,
  say: Say,
): DocumentView => {
  if (issued) return { href: hrefOf(issued), number: issued.number, note: '' };
  const { minutes, met } = attendance;
  const needed = neededNow(session, attendance);
  const rule = session.certificateRule ?? DEFAULT_CERTIFICATE_RULE;
  const missing = participationOf(rule, { met, signed });
  const due = isRevoked ? 'revoked' : `over.${missing ?? `earned.${rule.participation}`}`;
  const key = session.status.endedAt ? due : `later.${rule.participation}`;
  const note = say(`pledge.participation.${key}`, { needed, minutes });
  return { href: undefined, number: '', note };
};

const presentDeclaration = (
  { declaration }: Pick<Campaign, 'declaration'>,
  { isSigned, isWithdrawn }: { isSigned: boolean; isWithdrawn: boolean },
  issued: HeldCertificate | undefined,
  say: Say,
): DocumentView | null => {
  if (!declaration) return null;
  if (!isSigned) return { href: undefined, number: '', note: say('pledge.declaration.unsigned') };
  if (isWithdrawn) {
    return { href: undefined, number: '', note: say('pledge.declaration.withdrawn'), isWithdrawn };
  }
  return { href: DECLARATION_PATH, number: issued?.number ?? '', note: '' };
};

/** The region's own, with all who signed there. */
const presentRegion = async (
  { documents }: Pick<OfficialServices, 'documents'>,
  { session, registration }: Visit,
): Promise<DocumentView | null> => {
  const { region } = registration;
  // Nobody is asked for it while thousands come in: it is made after the end.
  if (region === null || session.status.endedAt === null) return null;
  const issued = await documents.regionDocument(session._id, region);
  return issued ? { href: hrefOf(issued), number: issued.number, note: '' } : null;
};

/** The places of the documents, each with its link or with what is missing. */
export async function presentDocuments(
  services: Pick<OfficialServices, 'documents'>,
  visit: Visit,
  { isSigned, attendance }: { isSigned: boolean; attendance: Attendance },
  say: Say,
): Promise<DocumentsView> {
  const { session, registration } = visit;
  const held = await services.documents.certificatesOf(registration._id);
  const of = (kind: HeldCertificate['kind']) => held.find((one) => one.kind === kind);
  const issued = of('participation');
  const isRevoked =
    !issued &&
    session.status.endedAt !== null &&
    (await services.documents.isParticipationRevoked(session._id, registration._id));
  const declared = of('declaration');
  // Who holds a declaration that counts has a signature that stands.
  const isWithdrawn =
    isSigned && !declared && !!(await services.documents.withdrawnAt(registration._id));
  return {
    declaration: presentDeclaration(visit.campaign, { isSigned, isWithdrawn }, declared, say),
    region: await presentRegion(services, visit),
    participation: presentParticipation(
      visit,
      attendance,
      { issued, isRevoked, signed: isSigned && !isWithdrawn },
      say,
    ),
  };
}
