// Who stands on the stage and who has the floor: one conditional write each, its audit event in the
// same transaction. The media engine follows what is stored here, never the other way round.
import { type Audit, doneBy, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { OwnStage, StageAct, StageStep } from '../protocol/stage.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { StageFacts, StageMemory } from './stage-memory.ts';
import type { StageGuest, StageState } from './stage-model.ts';
import {
  type ActFacts,
  type ActResult,
  applyAct,
  codeOf,
  direct,
  emptyStage,
  endsConnection,
  lowersHand,
} from './stage-rules.ts';
import type { StageStore } from './stage-store.ts';

export interface StageService {
  /**
   * Does a step of the director; repeated it changes nothing, and says who had done it. Throws
   * STAGE_DIRECTED, STAGE_BLOCKED, STAGE_ABSENT, STAGE_NOT_THERE, HAND_DOWN, FLOOR_CLOSED,
   * SESSION_ENDED, NOT_FOUND, and STATE_CHANGED when somebody was faster than `version`.
   */
  act(request: ActRequest): Promise<StageStep>;
  /** Takes the lead, takes it over, or gives it away. Throws STAGE_DIRECTED. */
  direct(session: string, how: { takeOver: boolean; release: boolean }, by: Actor): Promise<number>;
  /** Raises or lowers a hand; who has the floor gives it back. Throws FLOOR_CLOSED, STAGE_BLOCKED. */
  hand(hand: HandRequest): Promise<Omit<OwnStage, 'room'>>;
  /** How somebody stands to the stage, read now. */
  own(session: string, who: string): Promise<Omit<OwnStage, 'room'>>;
  /** Somebody's seat has another holder: their hand goes down and the floor is free. */
  forget(session: string, who: string): Promise<void>;
}

export interface HandRequest {
  session: string;
  guest: StageGuest;
  up: boolean;
  by: Actor;
}

export interface ActRequest {
  session: string;
  act: StageAct;
  who?: string;
  /** The version that the director saw. */
  version?: number;
  by: Actor;
}

export interface StageOptions {
  database: Database;
  store: StageStore;
  memory: Pick<StageMemory, 'get' | 'refresh'>;
  audit: Audit;
  clock: Clock;
  findSession(id: string): SessionDocument | undefined;
  /** Makes the media engine follow; `ended`: whose connections end now. Returns at once. */
  follow(session: string, ended?: string): void;
}

const MAX_RACES = 5;

/** The service on its store. */
export function createStageService(options: StageOptions): StageService {
  const { store, memory, clock, findSession, follow } = options;
  const change = (session: string, decide: Decide, version?: number) =>
    changeState(session, decide, options, version);
  const freeFloor = async (session: string, who: string, by: Actor) => {
    const state = await store.findState(session);
    if (state?.floor?.who !== who) return;
    await clearFloor({ session, who, by }, options);
    follow(session);
  };
  const own = async (session: string, who: string) => {
    const [state, hand] = await Promise.all([
      store.findState(session),
      who === '' ? undefined : store.findHand(session, who),
    ]);
    const blocked = state?.blocked.some((one) => one.who === who) ?? false;
    return { who, hand: hand?.number ?? null, blocked };
  };
  return {
    async act({ session, act, who, version, by }) {
      const facts = await memory.refresh(session);
      const { version: after, isSame } = await change(
        session,
        async (state) => {
          const subject = who ?? state.floor?.who;
          const result = applyAct(state, act, who, await factsOf(facts, subject, by, options));
          return { result, act, lowers: lowersHand(act), by };
        },
        version,
      );
      follow(session, endsConnection(act) ? who : undefined);
      if (!isSame) return { version: after };
      const earlier = await doneBy(options.audit, session, 'stage.acted', ({ data }) => {
        return 'act' in data && data.act === act && (who === undefined || data.who === who);
      });
      return { version: after, already: { by: earlier } };
    },
    direct: (session, how, by) =>
      change(session, async (state) => {
        const staff = { account: by.actor.id, name: by.actor.label };
        const act = how.release ? 'release' : 'direct';
        return { result: direct(state, staff, how), act, lowers: false, by };
      })
        .then(({ version }) => version)
        .finally(() => follow(session)),
    async hand({ session, guest, up, by }) {
      const { who, title, place } = guest;
      if (!up) {
        await store.lower(session, who);
        await freeFloor(session, who, by);
        return own(session, who);
      }
      if (findSession(session)?.status.session !== 'live') throw new AppError('FLOOR_CLOSED');
      const { state } = await memory.get(session);
      if (state.blocked.some((one) => one.who === who)) throw new AppError('STAGE_BLOCKED');
      // Who looks is told by the stream of changes: many hands at once are one reading.
      const raised = await store.raise({ session, who, title, place, at: clock.now() });
      return { who, hand: raised.number, blocked: false };
    },
    own,
    async forget(session, who) {
      const was = await store.lower(session, who);
      await freeFloor(session, who, { actor: SYSTEM_ACTOR, address: '' });
      if (was) await memory.refresh(session);
    },
  };
}

interface Decision {
  result: ActResult;
  act: StageAct | 'direct' | 'release';
  lowers: boolean;
  by: Actor;
}
interface Changed {
  version: number;
  isSame: boolean;
}
type Decide = (state: StageState) => Promise<Decision>;

/** Decides on the stored state and writes; again when somebody was faster and no version is asked. */
const changeState = async (
  session: string,
  decide: Decide,
  options: StageOptions,
  version?: number,
): Promise<Changed> => {
  const { store, memory } = options;
  for (let race = 0; race < MAX_RACES; race++) {
    const state = (await store.findState(session)) ?? emptyStage(session);
    const decision = await decide(state);
    const { result } = decision;
    if (result.kind === 'same') return { version: state.version, isSame: true };
    if (result.kind === 'refused') {
      const now = await store.findState(session);
      // Decided on two moments: somebody's step came between them, perhaps this very one.
      if ((now?.version ?? 0) !== state.version && version === undefined) continue;
      throw refusalOf(result);
    }
    if (version !== undefined && version !== state.version) break;
    if (await write(state, { ...decision, result }, options)) {
      await memory.refresh(session);
      return { version: state.version + 1, isSame: false };
    }
    if (version !== undefined) break;
  }
  throw new AppError('STATE_CHANGED');
};

const refusalOf = ({ code, name }: { code: AppError['code']; name?: string }): AppError =>
  new AppError(code, name === undefined ? {} : { name });

/** False when somebody was faster. */
const write = async (
  before: StageState,
  {
    result,
    act,
    lowers,
    by,
  }: Omit<Decision, 'result'> & { result: Extract<ActResult, { kind: 'changed' }> },
  { database, store, audit }: StageOptions,
): Promise<boolean> => {
  const { state, subject } = result;
  const session = before._id;
  const next = { ...state, version: before.version + 1 };
  const data = { act, who: subject.who, title: subject.title, place: subject.place };
  try {
    return await database.transaction(async (transaction) => {
      if (!(await store.replaceState(before.version, next, transaction))) return false;
      if (lowers) await store.lower(session, subject.who, transaction);
      await audit.write({ event: 'stage.acted', data, session, ...by }, transaction);
      return true;
    });
  } catch (error) {
    // The first change of a stage, made by two at once.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
};

const factsOf = async (
  { session, people, here }: StageFacts,
  who: string | undefined,
  { actor }: Actor,
  { store, findSession }: StageOptions,
): Promise<ActFacts> => {
  const status = findSession(session)?.status.session ?? 'archived';
  const person = people.find(({ code }) => who !== undefined && code === codeOf(who));
  const isGuest = who !== undefined && codeOf(who) === undefined;
  return {
    by: { account: actor.id, name: actor.label },
    person: person && { ...person, isHere: here.has(person.code) },
    hand: isGuest ? await store.findHand(session, who) : undefined,
    isOver: isOver(status),
    isLive: status === 'live',
  };
};

/** Without the director: who had the floor gave it back, or their seat has another holder. */
const clearFloor = (
  { session, who, by }: { session: string; who: string; by: Actor },
  options: StageOptions,
): Promise<Changed> =>
  changeState(
    session,
    async (state) => {
      const { floor } = state;
      const isTheirs = floor?.who === who;
      const result: ActResult = isTheirs
        ? { kind: 'changed', state: { ...state, floor: null }, subject: floor }
        : { kind: 'same' };
      return { result, act: 'end', lowers: false, by };
    },
    options,
  );
