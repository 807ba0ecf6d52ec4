// Independent time: each token over its head. Whose time it is only somebody outside can say: unless
// the reader names the authority's root, it stays "consistent, the authority's origin not checked".
import { sha256Hex } from '../core/canonical.ts';
import { FILES, readCanonical, timestampLineSchema } from './bundle-format.ts';
import type { HeadTexts } from './check-heads.ts';
import type { Findings, Group } from './findings.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** The true roots of time-stamping authorities: DER, or the fingerprint of one in the bundle. */
export type NamedTsaRoot = Buffer | string;

/** The roots (DER) that the reader named and that are at hand. */
export const rootsNamed = (named: readonly NamedTsaRoot[], { tsaRoots }: KeyRing): Buffer[] =>
  named.flatMap((one) =>
    typeof one === 'string' ? tsaRoots.filter((der) => sha256Hex(der) === one) : [one],
  );

interface Stamp {
  size: number;
  token: Buffer;
  text: string;
}

interface Against {
  ring: KeyRing;
  heads: HeadTexts;
  /** What the reader named; undefined when nothing was named. */
  named: readonly NamedTsaRoot[] | undefined;
}

/** Checks every token's imprint, signature and purpose, and whose root it leads to. */
export async function checkTimestamps(
  bundle: OpenBundle,
  { ring, heads, named }: Against,
  findings: Findings,
): Promise<void> {
  const { totals } = bundle.manifest;
  const group = findings.begin('timestamps', totals.timestamps);
  const stamps: Stamp[] = [];
  let lines = 0;
  await bundle.eachLine(FILES.timestamps, group, (line, place) => {
    lines += 1;
    const given = readCanonical(line, timestampLineSchema);
    const text = given && heads.get(given.size);
    const token = given && Buffer.from(given.token, 'base64');
    if (!given || !token || token.toString('base64') !== given.token) {
      group.lie('LINE_FORM', { file: FILES.timestamps, line: place + 1 });
    } else if (text === undefined) group.lie('STAMP_WITHOUT_HEAD', { size: given.size });
    else stamps.push({ size: given.size, token, text });
  });
  if (lines !== totals.timestamps) {
    group.lie('COUNT', { file: FILES.timestamps, count: lines, listed: totals.timestamps });
  }
  if (lines === 0) group.leaveUnchecked('NO_TIME');
  else if (named) await checkStamps(stamps, rootsNamed(named, ring), group, 'named');
  else await checkStamps(stamps, ring.tsaRoots, group, 'bundled');
  group.end();
}

async function checkStamps(
  stamps: Stamp[],
  roots: Buffer[],
  group: Group,
  whose: 'named' | 'bundled',
): Promise<void> {
  // Loaded only where there is something to read: most of a start's time would be theirs.
  const { readToken } = await import('../keys/index.ts');
  let unknown = 0;
  let newest: { size: number; at: Date; by: string } | undefined;
  for (const { size, token, text } of stamps) {
    group.looked();
    try {
      const facts = readToken(token, Buffer.from(sha256Hex(text), 'hex'), roots);
      if (facts.trusted) newest = { size, at: facts.at, by: facts.by };
      else if (whose === 'named') group.lie('STAMP_OTHER_ROOT', { size, by: facts.by });
      else unknown += 1;
    } catch {
      // The token says something else, or is none: TimestampError or a parser's complaint.
      group.lie('STAMP_WRONG', { size });
    }
  }
  if (newest) {
    const { size, at, by } = newest;
    group.note('STAMP_NEWEST', { size, at: at.toISOString(), by });
  }
  if (whose === 'named') return;
  if (unknown > 0) group.leaveUnchecked('STAMP_ROOT_UNKNOWN', { count: unknown });
  for (const root of roots) group.leaveUnchecked('STAMP_ORIGIN', { root: sha256Hex(root) });
}
