// What a verification finds, group by group: how much was looked at, and everything that is not
// true. Nothing is thrown for a lie: the rest is looked at too.

/** In the order in which they are looked at. */
export const GROUPS = [
  'container',
  'keys',
  'crls',
  'manifest',
  'texts',
  'leaves',
  'heads',
  'timestamps',
  'certificates',
  'revocations',
  'pdfs',
] as const;
export type GroupName = (typeof GROUPS)[number];

/** Words of a finding: the texts lie in the catalogue, area `verifier`, under `lie` and `note`. */
export type FindingWords = Record<string, string | number>;

export interface Finding {
  code: string;
  words: FindingWords;
}

/** A group's end: a lie makes it one, else a note, else what could not be looked at. */
export interface GroupResult {
  group: GroupName;
  state: 'true' | 'note' | 'unchecked' | 'lie';
  /** How many things were looked at. */
  count: number;
  /** The first ones; `lieCount` says how many there are. */
  lies: Finding[];
  lieCount: number;
  notes: Finding[];
  words: FindingWords;
}

export interface FindingListener {
  progress(group: GroupName, done: number, total: number | undefined): void;
  result(result: GroupResult): void;
}

/** The group under work. */
export interface Group {
  /** One more thing was looked at. */
  looked(count?: number): void;
  lie(code: string, words?: FindingWords): void;
  /** True things that the reader should know. */
  note(code: string, words?: FindingWords): void;
  /** Nothing could be looked at: the verdict says "unchecked" and why. */
  leaveUnchecked(code: string, words?: FindingWords): void;
  /** Tells the result; `words` are what its line says. */
  end(words?: FindingWords): void;
}

const LISTED_MAX = 20;
const PROGRESS_EVERY = 1_000;

export interface Findings {
  begin(group: GroupName, total?: number): Group;
  hasLies(): boolean;
  results(): GroupResult[];
}

/** Collects the findings of one verification and tells the listener as they come. */
export function createFindings(listener: FindingListener): Findings {
  const results: GroupResult[] = [];
  return {
    hasLies: () => results.some(({ lieCount }) => lieCount > 0),
    results: () => results,
    begin(name, total) {
      const result: GroupResult = {
        group: name,
        state: 'true',
        count: 0,
        lies: [],
        lieCount: 0,
        notes: [],
        words: {},
      };
      results.push(result);
      listener.progress(name, 0, total);
      return groupOf(result, total, listener);
    },
  };
}

function groupOf(result: GroupResult, total: number | undefined, listener: FindingListener): Group {
  const note = (code: string, words: FindingWords = {}) => {
    if (result.state === 'true') result.state = 'note';
    if (result.notes.length < LISTED_MAX) result.notes.push({ code, words });
  };
  return {
    looked(count = 1) {
      const before = result.count;
      result.count += count;
      const isDue =
        Math.floor(before / PROGRESS_EVERY) !== Math.floor(result.count / PROGRESS_EVERY);
      if (isDue) listener.progress(result.group, result.count, total);
    },
    lie(code, words = {}) {
      result.state = 'lie';
      result.lieCount += 1;
      if (result.lies.length < LISTED_MAX) result.lies.push({ code, words });
    },
    note,
    leaveUnchecked(code, words = {}) {
      note(code, words);
      if (result.state !== 'lie') result.state = 'unchecked';
    },
    end(words = {}) {
      result.words = words;
      listener.result(result);
    },
  };
}
