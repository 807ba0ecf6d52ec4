// Whether a document of many rows still says what holds: later leaves of the log may have changed a
// name or withdrawn a signature since it was made. Pure.
import type { LongKind } from './certificate-data.ts';

/** A later leaf about a signature; `place` in the log counts from 0, Infinity under no head yet. */
export interface LaterLeaf {
  /** Of the signature's seat; null outside regions. */
  region: string | null;
  isWithdrawal: boolean;
  place: number;
}

/** What made a document stale; its reason for being revoked. */
export type Staleness = 'name-wrong' | 'signature-withdrawn' | 'other';

/** `logSize` is how many leaves the document was made from; null: it was made without a log. */
export interface DatedDocument {
  kind: LongKind;
  /** Of a region's. */
  region: string | undefined;
  logSize: number | null;
}

/** undefined: it says what holds. The minutes hold counts and no names. */
export function stalenessOf(
  { kind, region, logSize }: DatedDocument,
  leaves: readonly LaterLeaf[],
): Staleness | undefined {
  if (logSize === null) return undefined;
  const touching = leaves.filter(
    (leaf) =>
      leaf.place >= logSize &&
      (kind !== 'region' || leaf.region === region) &&
      (kind !== 'minutes' || leaf.isWithdrawal),
  );
  if (touching.length === 0) return undefined;
  return touching.some(({ isWithdrawal }) => isWithdrawal) ? 'signature-withdrawn' : 'name-wrong';
}
