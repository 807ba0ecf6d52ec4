// Where a ZIP's members lie. A program that reads from the front sees what lies there, not what the
// directory at the end names: between the members there must be no room for anything else.

/** A member as the directory has it; `local` is where it begins, all lengths in bytes. */
export interface MemberPlace {
  name: string;
  local: number;
  nameLength: number;
  packed: number;
  /** Of its line in the directory. */
  entryLength: number;
}

/** A member's own header (APPNOTE 4.3.7) and the directory's end with its 64-bit form (4.3.14 to 16). */
const LOCAL_HEADER = 30;
const END = 22;
const END_64 = 76;
/** What honest programs put between: a member's extra fields and its sizes once more. */
const SLACK = 128;

/**
 * The first member (or '' at the file's end) that lies over another, or before which bytes lie that
 * no member holds; undefined when there is none. `commentLength` is the ZIP's own comment's.
 */
export function findMisplaced(
  places: readonly MemberPlace[],
  { fileSize, commentLength }: { fileSize: number; commentLength: number },
): { kind: 'over' | 'hidden'; name: string } | undefined {
  let at = 0;
  let directory = END + commentLength;
  for (const place of places.toSorted((a, b) => a.local - b.local)) {
    const { name, local, nameLength, packed, entryLength } = place;
    if (local < at) return { kind: 'over', name };
    if (local - at > (at === 0 ? 0 : SLACK)) return { kind: 'hidden', name };
    at = local + LOCAL_HEADER + nameLength + packed;
    directory += entryLength;
  }
  return fileSize - at - directory > SLACK + END_64 ? { kind: 'hidden', name: '' } : undefined;
}
