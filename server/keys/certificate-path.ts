// From a certificate up to a root that is trusted: each step issued, signed and valid at a moment.
import type { X509Certificate } from 'node:crypto';

const LONGEST_PATH = 5;

/** `pool` holds what may lie between; every root in it counts as such only if it is in `roots`. */
export interface PathSearch {
  leaf: X509Certificate;
  pool: readonly X509Certificate[];
  roots: readonly X509Certificate[];
  at: Date;
}

/** The path with both its ends, or nothing when there is none that is valid at the moment. */
export function findPath({ leaf, pool, roots, at }: PathSearch): X509Certificate[] | undefined {
  const path = [leaf];
  for (let current = leaf; path.length <= LONGEST_PATH; ) {
    if (at < new Date(current.validFrom) || at > new Date(current.validTo)) return undefined;
    if (roots.some((root) => root.raw.equals(current.raw))) return path;
    const child = current;
    const issuer = [...roots, ...pool].find(
      (candidate) =>
        candidate.ca && child.checkIssued(candidate) && child.verify(candidate.publicKey),
    );
    if (!issuer || issuer.raw.equals(child.raw)) return undefined;
    path.push(issuer);
    current = issuer;
  }
  return undefined;
}
