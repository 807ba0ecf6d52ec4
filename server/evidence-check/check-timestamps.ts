// Independent time: each token over its head. Without the authority's root nothing can be said of
// who gave it; then it stays "not checked".
import { FILES, readCanonical, timestampLineSchema } from './bundle-format.ts';
import type { HeadTexts } from './check-heads.ts';
import type { Findings, Group } from './findings.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

interface Stamp {
  size: number;
  token: Buffer;
  text: string;
}

/** Checks every token's imprint, signature and purpose, and whether its root is in the bundle. */
export async function checkTimestamps(
  bundle: OpenBundle,
  { ring, heads }: { ring: KeyRing; heads: HeadTexts },
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
  else await checkStamps(stamps, ring.tsaRoots, group);
  group.end();
}

async function checkStamps(stamps: Stamp[], roots: Buffer[], group: Group): Promise<void> {
  // Loaded only where there is something to read: most of a start's time would be theirs.
  const { readToken } = await import('../keys/index.ts');
  const { sha256Hex } = await import('../core/canonical.ts');
  let unknown = 0;
  let newest: { size: number; at: Date; by: string } | undefined;
  for (const { size, token, text } of stamps) {
    group.looked();
    try {
      const facts = readToken(token, Buffer.from(sha256Hex(text), 'hex'), roots);
      if (facts.trusted) newest = { size, at: facts.at, by: facts.by };
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
  if (unknown > 0) group.leaveUnchecked('STAMP_ROOT_UNKNOWN', { count: unknown });
}
