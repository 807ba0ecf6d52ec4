// Gathers the facts of a document of many rows: each collection is read once, never per person.
import type { Campaign } from '../campaigns/index.ts';
import type { Seat } from '../invitations/index.ts';
import { isLateLeaf } from '../proofs/index.ts';
import type { Mark } from '../protocol/socket-events.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { LongKind } from './certificate-data.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import { regionOfSubject } from './certificate-subject.ts';
import type { LaterStanding, LogFacts, SessionCounts } from './long-doors.ts';

/** A signature that counts: a withdrawn one is left out, a corrected name is the one here. */
export interface CountedSignature {
  seat: string;
  region: string | null;
  signedAt: Date;
  /** What its leaf says: received in the late window. */
  late: boolean;
  leafHash: string;
  /** Null once it was erased. */
  name: string | null;
  acting: string | null;
  mark: Mark | null;
}

export interface LongFacts {
  session: SessionDocument;
  campaign: Campaign;
  regions: Region[];
  /** The region that the document speaks of. */
  region: Region | undefined;
  /** Of the session, or of the region alone. */
  seats: Seat[];
  signatures: CountedSignature[];
  /** Regions with a signature that was withdrawn. */
  withdrawnIn: Set<string>;
  log: LogFacts;
  /** For roll and minutes only. */
  counts: SessionCounts | undefined;
}

/** Reads everything; undefined when the session or the region is unknown. */
export async function collectLongFacts(
  doors: CertificateDoors,
  { kind, subject, session: id }: { kind: LongKind; subject: string; session: string },
): Promise<LongFacts | undefined> {
  const session = doors.live.find(id);
  if (!session) return undefined;
  const campaign = await doors.campaignOf(session);
  const regions = await doors.regionsOf(campaign);
  const code = regionOfSubject(subject);
  const region = regions.find((one) => one.code === code);
  if (kind === 'region' && !region) return undefined;
  // First: what is amended while the rest is read then counts as later than the document.
  const log = await doors.long.logOf(id);
  const [all, standings, counts] = await Promise.all([
    doors.long.seats(id),
    doors.long.standings(id),
    kind === 'region' ? undefined : doors.long.countsOf(session),
  ]);
  const stored = region
    ? await doors.long.signaturesOfRegion(id, region.code)
    : await doors.long.signers(id);
  const seats = region ? all.filter((seat) => seat.region === region.code) : all;
  const withdrawn = stored.filter(({ _id }) => standings.get(_id)?.withdrawnAt);
  const counted = stored.filter((one) => !withdrawn.includes(one));
  return {
    ...{ session, campaign, regions, region, seats, log, counts },
    signatures: counted.map((one) => countedSignature(one, standings.get(one._id))),
    withdrawnIn: new Set(withdrawn.flatMap((one) => one.region ?? [])),
  };
}

interface StoredSignature {
  seat: string;
  region: string | null;
  signedAt: Date;
  leafHash: string | null;
  /** Signers bear what the leaf says, whole signatures the leaf. */
  late?: boolean;
  leaf?: string;
  personal: { name: string; acting: string; mark?: Mark } | null;
}

function countedSignature(
  { seat, region, signedAt, leafHash, personal, ...own }: StoredSignature,
  standing: LaterStanding | undefined,
): CountedSignature {
  const said = standing?.corrected === undefined ? personal : standing.corrected;
  return {
    ...{ seat, region, signedAt, leafHash: leafHash ?? '' },
    late: own.leaf === undefined ? own.late === true : isLateLeaf(own.leaf),
    name: said?.name ?? null,
    acting: said?.acting || null,
    mark: personal?.mark ?? null,
  };
}
