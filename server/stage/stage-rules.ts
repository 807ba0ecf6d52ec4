// What the director may do with the stage, as pure functions over its state: the next state, nothing
// to do, or why not.
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { StageAct, StageRole } from '../protocol/stage.ts';
import type { StageGuest, StageState } from './stage-model.ts';

/** A stage that nobody has touched. */
export const emptyStage = (session: string): StageState => ({
  _id: session,
  version: 0,
  director: null,
  onStage: [],
  shown: null,
  floor: null,
  blocked: [],
});

export interface StageStaff {
  account: string;
  name: string;
}

/** What a step looks at beside the state. */
export interface ActFacts {
  by: StageStaff;
  /** Of whom it is; undefined for somebody who is not of the roster, or whose link was withdrawn. */
  person?: { code: string; role: StageRole; title: string; isHere: boolean } | undefined;
  /** The hand of whom it is, when it is up. */
  hand?: StageGuest | undefined;
  isOver: boolean;
  isLive: boolean;
}

export type ActResult =
  | { kind: 'changed'; state: StageState; subject: StageGuest }
  | { kind: 'same' }
  | { kind: 'refused'; code: ErrorCode; name?: string };

const same: ActResult = { kind: 'same' };
const refused = (code: ErrorCode): ActResult => ({ kind: 'refused', code });

/** The code of somebody of the roster; undefined for an official or a room. */
export const codeOf = (who: string): string | undefined =>
  who.startsWith('m-') ? who.slice(2) : undefined;

/** Under which media identity somebody of the roster stands: another issue is another one. */
export const rosterPerson = ({ issue, code }: { issue: number; code: string }): string =>
  `m-${issue}-${code}`;

/** The one who leads; a stage without one is led by who first does something. */
export function direct(
  state: StageState,
  by: StageStaff,
  { takeOver, release }: { takeOver: boolean; release: boolean },
): ActResult {
  const { director } = state;
  const isOwn = director?.account === by.account;
  const subject = { who: '', title: director?.name ?? '', place: '' };
  if (release) {
    return isOwn ? { kind: 'changed', state: { ...state, director: null }, subject } : same;
  }
  if (isOwn) return same;
  if (director && !takeOver) {
    return { kind: 'refused', code: 'STAGE_DIRECTED', name: director.name };
  }
  const own = { account: by.account, name: by.name };
  return { kind: 'changed', state: { ...state, director: own }, subject };
}

/** Does `act` for `who`; repeated it changes nothing. */
export function applyAct(
  state: StageState,
  act: StageAct,
  who: string | undefined,
  facts: ActFacts,
): ActResult {
  if (facts.isOver) return refused('SESSION_ENDED');
  const lead = direct(state, facts.by, { takeOver: false, release: false });
  if (lead.kind === 'refused') return lead;
  const led = lead.kind === 'changed' ? lead.state : state;
  const subject = who ?? led.floor?.who;
  if (subject === undefined) return same;
  const result = STEPS[act](led, subject, facts);
  if (result.kind !== 'changed') return result;
  return { ...result, subject: nameOf(state, subject, facts) };
}

/** Office and place of whom a step is about, for the audit. */
const nameOf = (state: StageState, who: string, { person, hand }: ActFacts): StageGuest => {
  if (person) return { who, title: person.title, place: '' };
  const known = [hand, state.floor, ...state.blocked].find((one) => one?.who === who);
  return { who, title: known?.title ?? '', place: known?.place ?? '' };
};

type Step = (state: StageState, who: string, facts: ActFacts) => ActResult;

const changed = (state: StageState): ActResult => ({
  kind: 'changed',
  state,
  subject: { who: '', title: '', place: '' },
});

const isOnStage = (state: StageState, who: string): boolean =>
  state.onStage.some(({ code }) => code === codeOf(who));
const isBlocked = (state: StageState, who: string): boolean =>
  state.blocked.some((one) => one.who === who);

/** The stage without `who`: the last one who came is shown instead. */
const without = (state: StageState, who: string): StageState => {
  const onStage = state.onStage.filter(({ code }) => code !== codeOf(who));
  const isShown = state.shown !== null && state.shown === codeOf(who);
  return {
    ...state,
    onStage,
    shown: isShown ? (onStage.at(-1)?.code ?? null) : state.shown,
    floor: state.floor?.who === who ? null : state.floor,
  };
};

const bring: Step = (state, who, { person }) => {
  if (!person) return refused('NOT_FOUND');
  if (isBlocked(state, who)) return refused('STAGE_BLOCKED');
  if (isOnStage(state, who)) return same;
  if (!person.isHere) return refused('STAGE_ABSENT');
  const onStage = [...state.onStage, { code: person.code, muted: false }];
  // The interpreter has a window of their own and never takes the large picture.
  const shown = person.role === 'interpreter' ? state.shown : person.code;
  return changed({ ...state, onStage, shown });
};

const show: Step = (state, who, { person }) => {
  if (!person || !isOnStage(state, who)) return refused('STAGE_NOT_THERE');
  if (person.role === 'interpreter' || state.shown === person.code) return same;
  return changed({ ...state, shown: person.code });
};

const setMuted =
  (muted: boolean): Step =>
  (state, who) => {
    const onStage = state.onStage.map((one) =>
      one.code === codeOf(who) ? { ...one, muted } : one,
    );
    const floor = state.floor?.who === who ? { ...state.floor, muted } : state.floor;
    if (!isOnStage(state, who) && floor === state.floor) return refused('STAGE_NOT_THERE');
    const before = [...state.onStage, state.floor].map((one) => one?.muted);
    const after = [...onStage, floor].map((one) => one?.muted);
    if (before.join() === after.join()) return same;
    return changed({ ...state, onStage, floor });
  };

const leave: Step = (state, who) =>
  isOnStage(state, who) || state.floor?.who === who ? changed(without(state, who)) : same;

const remove: Step = (state, who, { hand }) =>
  isOnStage(state, who) || state.floor?.who === who || hand ? changed(without(state, who)) : same;

const block: Step = (state, who, facts) => {
  if (isBlocked(state, who)) return same;
  const guest = nameOf(state, who, facts);
  if (guest.title === '') return refused('NOT_FOUND');
  return changed({ ...without(state, who), blocked: [...state.blocked, guest] });
};

const unblock: Step = (state, who) =>
  isBlocked(state, who)
    ? changed({ ...state, blocked: state.blocked.filter((one) => one.who !== who) })
    : same;

const give: Step = (state, who, { hand, isLive }) => {
  if (!isLive) return refused('FLOOR_CLOSED');
  if (isBlocked(state, who)) return refused('STAGE_BLOCKED');
  if (state.floor?.who === who) return same;
  if (!hand) return refused('HAND_DOWN');
  const { title, place } = hand;
  return changed({ ...state, floor: { who, title, place, muted: false } });
};

const dismiss: Step = (state, _who, { hand }) => (hand ? changed(state) : same);

const STEPS: Record<StageAct, Step> = {
  bring,
  'send-back': leave,
  show,
  mute: setMuted(true),
  unmute: setMuted(false),
  remove,
  block,
  unblock,
  give,
  end: leave,
  dismiss,
};

/** Steps after which whom they are about has no hand up any more. */
export const lowersHand = (act: StageAct): boolean =>
  ['give', 'dismiss', 'remove', 'block'].includes(act);
/** Steps that also end the connection to the media room. */
export const endsConnection = (act: StageAct): boolean => act === 'remove' || act === 'block';
