// Where a file differs from the one that was issued under the same code, in words that tell people
// what was done to it. The verdict never hangs on this: any difference at all is a changed file.
import { findSeal, withoutPadding } from '../sealing/index.ts';

/**
 * PADDING: junk in the seal's empty room. SEAL: the seal itself. METADATA: within the XMP packet.
 * BYTE: one byte elsewhere. UPDATE: whole and then a further revision. APPENDED: whole and then
 * something else. TRUNCATED: its end is missing. CONTENT: anything else.
 */
export type ChangeKind =
  | 'PADDING'
  | 'SEAL'
  | 'METADATA'
  | 'BYTE'
  | 'UPDATE'
  | 'APPENDED'
  | 'TRUNCATED'
  | 'CONTENT';

/** `at` is the first differing byte (from 0), `bytes` how many are changed, added or missing. */
export interface FileChange {
  kind: ChangeKind;
  at: number;
  bytes: number;
}

interface Span {
  start: number;
  end: number;
}

/** What differs; nothing for equal files. Takes one pass over the shorter file. */
export function changeBetween(issued: Buffer, given: Buffer): FileChange | undefined {
  if (issued.equals(given)) return undefined;
  const at = firstDifference(issued, given);
  if (at === issued.length)
    return { kind: kindOfTail(given.subarray(at)), at, bytes: given.length - at };
  if (at === given.length) return { kind: 'TRUNCATED', at, bytes: issued.length - at };
  const same = sameEnd(issued, given, at);
  const changed = { start: at, end: issued.length - same };
  const bytes =
    issued.length === given.length
      ? countDifferences(issued, given, changed)
      : Math.max(changed.end, given.length - same) - at;
  return { kind: kindOf(issued, given, changed, bytes), at, bytes };
}

const firstDifference = (a: Buffer, b: Buffer): number => {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
};

/** Length of the equal ends behind a first difference. */
const sameEnd = (a: Buffer, b: Buffer, from: number): number => {
  const most = Math.min(a.length, b.length) - from;
  let same = 0;
  while (same < most && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return same;
};

const countDifferences = (a: Buffer, b: Buffer, { start, end }: Span): number => {
  let count = 0;
  for (let at = start; at < end; at++) if (a[at] !== b[at]) count++;
  return count;
};

/** A revision brings objects and a place where to start reading; anything else is just bytes. */
const kindOfTail = (tail: Buffer): ChangeKind =>
  tail.includes('startxref') && tail.includes(' obj') ? 'UPDATE' : 'APPENDED';

function kindOf(issued: Buffer, given: Buffer, changed: Span, bytes: number): ChangeKind {
  const { place, contents } = findSeal(issued);
  if (place && isWithin(changed, { start: place.start + 1, end: place.end - 1 })) {
    const used = contents ? (withoutPadding(contents)?.length ?? 0) : 0;
    return changed.start >= place.start + 1 + 2 * used ? 'PADDING' : 'SEAL';
  }
  if (isWithin(changed, metadataOf(issued))) return 'METADATA';
  return issued.length === given.length && bytes === 1 ? 'BYTE' : 'CONTENT';
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** The XMP packet: what readers show as title, author and keywords. */
function metadataOf(pdf: Buffer): Span {
  const start = pdf.indexOf('<?xpacket begin');
  const end = start < 0 ? -1 : pdf.indexOf('<?xpacket end', start);
  return end < 0 ? { start: -1, end: -1 } : { start, end };
}
