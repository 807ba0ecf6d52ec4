// From what was found out to the list "Siap?": pure, so that every sentence can be tried.
import type { KeyState } from '../keys/index.ts';
import {
  HAND_ITEMS,
  type HandItem,
  type ReadyItem,
  type ReadyItemId,
  type ReadyState,
} from '../protocol/readiness.ts';

/** Who ticked an item by hand, and when. */
export interface HandTick {
  item: HandItem;
  by: string;
  at: Date;
}

/** What the list is made of; undefined: it could not be found out. */
export interface ReadinessFacts {
  keys: { state: KeyState; role: string; until: Date }[];
  sealHolds: boolean | undefined;
  engine: { isReady: boolean; reason: string | undefined };
  /** When a picture was last seen in the session's room. */
  pictureSeenAt: Date | undefined;
  database: { replicaSet: string | undefined; members: number } | undefined;
  clock: { isTrusted: boolean; offsetMs: number };
  freeBytes: number | undefined;
  /** Of the stage's roster, those with a valid link. */
  speakers: { title: string; isHere: boolean }[];
  recording: { isConfigured: boolean };
  seats: { all: number; withCode: number };
  declaration: 'none' | 'frozen' | 'changed';
  issuer: { name: string | null; isSample: boolean };
  timesArePlaceholders: boolean;
  ticks: readonly HandTick[];
  slug: string;
}

const GB = 1024 ** 3;
const FREE_ENOUGH = 5 * GB;
const FREE_LEAST = GB;

type Values = Record<string, string | number>;
type Said = Pick<ReadyItem, 'state' | 'said'> & { values?: Values; path?: string };

const say = (state: ReadyState, said: string, rest: Omit<Said, 'state' | 'said'> = {}): Said => ({
  state,
  said,
  ...rest,
});

const keysItem = ({ keys }: ReadinessFacts): Said => {
  const path = '/kendali/kunci';
  const inUse = keys.filter(({ state }) => state !== 'former' && state !== 'revoked');
  if (inUse.some(({ state }) => state === 'expired')) return say('bad', 'expired', { path });
  const first = inUse.toSorted((a, b) => a.until.getTime() - b.until.getTime())[0];
  if (!first) return say('bad', 'none', { path });
  const values = { until: dayOf(first.until) };
  const isSoon = inUse.some(({ state }) => state === 'soon' || state === 'due');
  return say(isSoon ? 'look' : 'ok', isSoon ? 'soon' : 'ok', { values, path });
};

const sealItem = ({ sealHolds }: ReadinessFacts): Said =>
  sealHolds ? say('ok', 'ok') : say('bad', 'fails', { path: '/kendali/kunci' });

const databaseItem = ({ database }: ReadinessFacts): Said => {
  if (!database) return say('bad', 'away');
  const { replicaSet, members } = database;
  if (!replicaSet) return say('bad', 'single');
  return say('ok', members > 1 ? 'majority' : 'alone', { values: { name: replicaSet, members } });
};

const clockItem = ({ clock: { isTrusted, offsetMs } }: ReadinessFacts): Said => {
  const values = { ms: Math.round(Math.abs(offsetMs)) };
  return isTrusted ? say('ok', 'ok', { values }) : say('bad', 'wrong', { values });
};

const diskItem = ({ freeBytes }: ReadinessFacts): Said => {
  if (freeBytes === undefined) return say('look', 'unknown');
  const values = { gb: Math.floor(freeBytes / GB) };
  if (freeBytes < FREE_LEAST) return say('bad', 'full', { values });
  return freeBytes < FREE_ENOUGH ? say('look', 'little', { values }) : say('ok', 'ok', { values });
};

const streamItem = ({ engine: { isReady, reason } }: ReadinessFacts): Said =>
  isReady
    ? say('ok', 'ok')
    : say('bad', 'away', { values: { reason: reason ?? '' }, path: '/uji-sambungan' });

const pictureItem = ({ pictureSeenAt, slug }: ReadinessFacts): Said =>
  pictureSeenAt
    ? say('ok', 'ok', { values: { at: momentOf(pictureSeenAt) } })
    : say('todo', 'never', { path: `/kendali/${slug}#j-alat` });

/** As many of those who are awaited are named; a telephone call begins with the first. */
const NAMED = 3;

const speakersItem = ({ speakers, slug }: ReadinessFacts): Said => {
  const path = `/kendali/panggung?sesi=${slug}`;
  if (speakers.length === 0) return say('look', 'none', { path });
  const absent = speakers.filter(({ isHere }) => !isHere).map(({ title }) => title);
  const all = speakers.length;
  if (absent.length === 0) return say('ok', 'ok', { values: { all } });
  const names = absent.slice(0, NAMED).join('; ');
  const values = { all, here: all - absent.length, names, more: absent.length - NAMED };
  return say('todo', absent.length > NAMED ? 'more' : 'some', { values, path });
};

const recordingItem = ({ recording, slug }: ReadinessFacts): Said =>
  recording.isConfigured
    ? say('ok', 'ok')
    : say('look', 'off', { path: `/kendali/${slug}#j-rekam` });

const invitationsItem = ({ seats: { all, withCode }, slug }: ReadinessFacts): Said => {
  const values = { all, codes: withCode };
  const path = `/kendali/kursi?sesi=${slug}`;
  if (withCode === 0) return say('bad', 'none', { path });
  return say('ok', withCode === all ? 'all' : 'some', { values, path });
};

const declarationItem = ({ declaration }: ReadinessFacts): Said => {
  if (declaration === 'none') return say('ok', 'none');
  return declaration === 'frozen' ? say('ok', 'frozen') : say('bad', 'changed');
};

const issuerItem = ({ issuer: { name, isSample } }: ReadinessFacts): Said => {
  if (isSample) return say('look', 'sample');
  return name ? say('ok', 'ok', { values: { name } }) : say('bad', 'none');
};

const timesItem = ({ timesArePlaceholders }: ReadinessFacts): Said =>
  timesArePlaceholders ? say('look', 'placeholders') : say('ok', 'ok');

const COMPUTED: Record<Exclude<ReadyItemId, HandItem>, (facts: ReadinessFacts) => Said> = {
  keys: keysItem,
  seal: sealItem,
  database: databaseItem,
  clock: clockItem,
  disk: diskItem,
  stream: streamItem,
  picture: pictureItem,
  speakers: speakersItem,
  recording: recordingItem,
  invitations: invitationsItem,
  declaration: declarationItem,
  issuer: issuerItem,
  times: timesItem,
};

const handItem = (item: HandItem, { ticks }: ReadinessFacts): Said => {
  const tick = ticks.find((one) => one.item === item);
  if (!tick) return say('todo', 'todo');
  return say('ok', 'ticked', { values: { by: tick.by, at: momentOf(tick.at) } });
};

/** An item before it is put into words. */
export type ReadyFact = Omit<ReadyItem, 'words'> & { values: Values };

/** The list in its order: what is computed, then what only a person can know. */
export function readyFacts(facts: ReadinessFacts): ReadyFact[] {
  const computed = Object.entries(COMPUTED).map(([id, find]) => ({
    id: id as ReadyItemId, // the keys of a record of items
    ...find(facts),
  }));
  const byHand = HAND_ITEMS.map((id) => ({ id, ...handItem(id, facts) }));
  return [...computed, ...byHand].map((item) => ({ values: {}, path: null, ...item }));
}

const dayOf = (date: Date): string =>
  date.toLocaleDateString('id-ID', { dateStyle: 'long', timeZone: 'Asia/Jakarta' });

/** "7 Okt, 08.12": short enough for a line, and never of the wrong day. */
const momentOf = (date: Date): string => {
  const day = date.toLocaleDateString('id-ID', {
    day: 'numeric',
    month: 'short',
    timeZone: 'Asia/Jakarta',
  });
  const time = date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Jakarta',
  });
  return `${day}, ${time.replace(':', '.')} WIB`;
};
