// What the page of dossiers shows: what one holds, whether one can be made, and those there are.
import type { Certificates } from '../certificates/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { isOver } from '../protocol/session-names.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { DossierService } from './dossier-service.ts';

export interface DossierPageParts {
  dossiers: DossierService;
  live: LiveSessions;
  catalogue: Catalogue;
  documents: Pick<Certificates['longDesk'], 'states'>;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
  /** People whose minutes were corrected after that moment. */
  correctedSince(session: string, moment: Date): Promise<number>;
}

/** Most dossiers on the page. */
const SHOWN = 30;

/** The view of templates/pages/dossier.hbs. */
export async function dossierView(
  { dossiers, documents, openObjections, correctedSince }: DossierPageParts,
  session: SessionDocument,
  { made, refusal }: { made?: string | undefined; refusal?: string },
) {
  const { slug, title, kind, status } = session;
  const hasEnded = isOver(status.session);
  const minutes = hasEnded ? await minutesOf(documents, session) : undefined;
  // The roll follows corrections; what was sealed does not.
  const issuedAt = minutes?.number?.issuedAt;
  const corrected = issuedAt ? await correctedSince(session._id, issuedAt) : 0;
  const all = (await dossiers.list(session, SHOWN)).map((one) => ({
    id: one._id,
    madeAt: one.madeAt.toISOString(),
    by: one.by.label,
    minutes: one.minutes.number,
    href: `/kendali/berkas-acara/${slug}/${one._id}.zip`,
    pdf: `/kendali/bukti/${slug}/${one.bundle}/pdf.zip`,
  }));
  return {
    ...{ slug, session: title, campaign: session.campaign },
    isRehearsal: kind === 'rehearsal',
    ...{ hasEnded, refusal },
    minutes: minutes?.number?.number,
    isStale: minutes?.stale !== undefined,
    corrected,
    dossiers: all,
    made: all.find((one) => one.id === made),
    openObjections: await openObjections(session._id),
  };
}

const minutesOf = async (documents: DossierPageParts['documents'], session: SessionDocument) =>
  (await documents.states(session)).documents.find(({ kind }) => kind === 'minutes');
