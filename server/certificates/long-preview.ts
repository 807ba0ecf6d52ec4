// A document of many rows that is only looked at: the session's own data, with CONTOH across it.
import type { LongData, LongKind } from './certificate-data.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import { regionSubject, SESSION_SUBJECT } from './certificate-subject.ts';
import { longDataOf } from './long-facts.ts';
import { collectLongFacts } from './long-sources.ts';
import { type PreviewPlace, previewIdentity } from './preview-data.ts';

/** Rows that are enough to see the pages; drawing all of a roll takes too long while one types. */
const ROWS = 60;

/** The data of the session as it is now; a region's of one that has signed, if there is one. */
export async function longPreviewData(
  doors: CertificateDoors,
  kind: LongKind,
  place: PreviewPlace,
): Promise<LongData> {
  const session = place.session._id;
  const subject = kind === 'region' ? await regionToShow(doors, place) : SESSION_SUBJECT;
  const facts = await collectLongFacts(doors, { kind, subject, session });
  if (!facts) throw new Error(`There is nothing to show of ${subject}`);
  const identity = {
    ...previewIdentity(kind, place),
    rootFingerprint: place.setup.rootFingerprint,
  };
  const data = longDataOf(kind, facts, identity);
  const common = { sample: true as const };
  if (data.kind === 'roll') return { ...data, ...common, rows: data.rows.slice(0, ROWS) };
  return { ...data, ...common };
}

async function regionToShow(
  doors: CertificateDoors,
  { session, campaign }: PreviewPlace,
): Promise<string> {
  const signers = await doors.long.signers(session._id);
  const signed = signers.find(({ region }) => region !== null)?.region;
  const [first] = await doors.regionsOf(campaign);
  return regionSubject(signed ?? first?.code ?? '');
}
