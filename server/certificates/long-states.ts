// What is there of a session's documents of many rows, and which of them no longer say what holds.
import type { SessionDocument } from '../sessions/index.ts';
import { isPersonal, type LongKind } from './certificate-data.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import type { CertificateStore, IssuedCertificate } from './certificate-store.ts';
import { regionOfSubject, regionSubject } from './certificate-subject.ts';
import { type LaterLeaf, type Staleness, stalenessOf } from './long-staleness.ts';

/** The documents of which a session has one. */
export const SESSION_KINDS = ['roll', 'minutes'] as const;

/** A document, issued (`number`) or not; `code` and `name` are the region's, `signed` its signatures. */
export interface LongState {
  kind: LongKind;
  code: string;
  name: string;
  signed: number;
  number: Pick<IssuedCertificate, 'code' | 'number' | 'issuedAt'> | undefined;
  /** Why it no longer says what holds. */
  stale: Staleness | undefined;
}

/** Read anew for each call. */
export interface LongStates {
  /** The session's two. */
  documents(session: SessionDocument): Promise<LongState[]>;
  /** One for each region, in the set's order. */
  regions(session: SessionDocument): Promise<LongState[]>;
  /** Documents that no longer say what holds. */
  listStale(session: SessionDocument): Promise<LongState[]>;
}

export function createLongStates({
  store,
  doors,
}: {
  store: Pick<CertificateStore, 'listOfKind'>;
  doors: Pick<CertificateDoors, 'campaignOf' | 'regionsOf' | 'long'>;
}): LongStates {
  const regions = async (session: SessionDocument): Promise<LongState[]> => {
    const all = await doors.regionsOf(await doors.campaignOf(session));
    const signers = await doors.long.signers(session._id);
    const standings = await doors.long.standings(session._id);
    const later = await doors.long.laterLeaves(session._id);
    const issued = await store.listOfKind(session._id, 'region');
    const numbers = new Map(issued.map((one) => [one.subject, one]));
    const counts = new Map<string | null, number>();
    for (const { _id, region } of signers) {
      if (!standings.get(_id)?.withdrawnAt) counts.set(region, (counts.get(region) ?? 0) + 1);
    }
    return all.map(({ code, name }) => {
      const number = numbers.get(regionSubject(code));
      const signed = counts.get(code) ?? 0;
      return { kind: 'region' as const, code, name, signed, number, stale: staleOf(number, later) };
    });
  };

  const documents = async (session: SessionDocument): Promise<LongState[]> => {
    const later = await doors.long.laterLeaves(session._id);
    return Promise.all(
      SESSION_KINDS.map(async (kind) => {
        const [number] = await store.listOfKind(session._id, kind);
        return { kind, code: '', name: '', signed: 0, number, stale: staleOf(number, later) };
      }),
    );
  };

  const listStale = async (session: SessionDocument): Promise<LongState[]> =>
    [...(await documents(session)), ...(await regions(session))].filter(({ stale }) => stale);

  return { documents, regions, listStale };
}

/** Of the document that is there, if one is. */
function staleOf(
  issued: IssuedCertificate | undefined,
  later: readonly LaterLeaf[],
): Staleness | undefined {
  if (!issued || isPersonal(issued.data)) return undefined;
  // Its file was erased for somebody's name: a new one is made without.
  if (issued.erased) return 'other';
  const { kind, log } = issued.data;
  const region = regionOfSubject(issued.subject);
  return stalenessOf({ kind, region, logSize: log?.size ?? null }, later);
}
