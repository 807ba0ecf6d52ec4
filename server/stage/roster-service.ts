// The roster: offices that may come on a session's stage, each with a link that can be replaced.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { LecternToken } from '../http/visitor.ts';
import type { Actor } from '../invitations/index.ts';
import type { StageRole } from '../protocol/stage.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type MoveRequest, move } from './roster-order.ts';
import type { RosterStore } from './roster-store.ts';
import { deriveStageCode, hashStageCode, normaliseStageCode } from './stage-code.ts';
import type { StagePerson } from './stage-model.ts';

export interface Roster {
  /** Everybody in the roster's order; the speakers that the session was planned with are in it. */
  list(session: SessionDocument): Promise<StagePerson[]>;
  /** The valid code (16 characters); undefined when the link was withdrawn. */
  codeOf(person: StagePerson): string | undefined;
  /** Adds an office. Throws ROSTER_FULL. */
  add(
    session: SessionDocument,
    person: { role: StageRole; title: string },
    by: Actor,
  ): Promise<StagePerson>;
  /** Throws STAGE_LINK_UNKNOWN, or STAGE_LINK_ENDED when it was replaced or withdrawn. */
  open(typed: string): Promise<StagePerson>;
  /** Whom a cookie speaks for. Throws STAGE_LINK_ENDED when its link is not valid now. */
  requireCurrent(token: LecternToken): Promise<StagePerson>;
  /** Makes the link unusable, with whoever came by it; there is a new one. */
  reissue(session: string, code: string, by: Actor): Promise<void>;
  withdraw(session: string, code: string, by: Actor): Promise<void>;
  /** Brings somebody to a place of the list. Throws NOT_FOUND, STATE_CHANGED. */
  move(request: MoveRequest): Promise<void>;
}

export interface RosterOptions {
  database: Database;
  store: RosterStore;
  audit: Audit;
  random: RandomSource;
  /** The platform's code secret. */
  secret: Buffer;
  /** A session as it is now. */
  findSession(id: string): SessionDocument | undefined;
}

/** Most people of a roster, those with a withdrawn link included. */
export const ROSTER_MAX = 60;

/** The service on its store. */
export function createRoster(options: RosterOptions): Roster {
  const { store, secret, database, audit } = options;
  const list = (session: SessionDocument) => listWithPlanned(session, options);
  return {
    list,
    codeOf: (one) => (one.issue > 0 ? deriveStageCode(secret, one, one.issue) : undefined),
    async add(session, { role, title }, by) {
      const known = await list(session);
      if (known.length >= ROSTER_MAX) throw new AppError('ROSTER_FULL', { max: ROSTER_MAX });
      const order = Math.max(0, ...known.map((one) => one.order)) + 1;
      const code = newId(options.random);
      const person = newPerson(secret, { session: session._id, code, role, title, order });
      await database.transaction(async (transaction) => {
        await store.insert(person, transaction);
        const data = { person: code, role, title };
        await audit.write(
          { event: 'stage.person-added', data, session: session._id, ...by },
          transaction,
        );
      });
      return person;
    },
    async open(typed) {
      const code = normaliseStageCode(typed);
      const hash = code && hashStageCode(secret, code);
      const found = hash && (await store.findByHash(hash));
      if (!found) throw new AppError('STAGE_LINK_UNKNOWN');
      if (found.hash !== hash || found.issue < 0) throw new AppError('STAGE_LINK_ENDED');
      return found;
    },
    requireCurrent: (token) => requireCurrent(token, list, options),
    reissue: (session, code, by) => replace(session, code, by, options),
    withdraw: (session, code, by) => withdraw(session, code, by, options),
    move: (request) => move(request, options),
  };
}

const requireCurrent = async (
  { session: id, speaker, role, issue = 1 }: LecternToken,
  list: Roster['list'],
  { store, findSession }: RosterOptions,
): Promise<StagePerson> => {
  const known = await store.find(id, speaker);
  const session = findSession(id);
  // A link from before there was a roster: its speaker is one of those that were planned.
  const all = !known && session ? await list(session) : [];
  const found = known ?? all.find((one) => one.code === speaker);
  if (found?.issue !== issue || found.role !== role) throw new AppError('STAGE_LINK_ENDED');
  return found;
};

const listWithPlanned = async (
  session: SessionDocument,
  { store, secret }: RosterOptions,
): Promise<StagePerson[]> => {
  const known = await store.list(session._id);
  const codes = new Set(known.map(({ code }) => code));
  const missing = session.speakers.flatMap(({ code, office, role }, index) =>
    codes.has(code)
      ? []
      : [newPerson(secret, { session: session._id, code, role, title: office, order: index + 1 })],
  );
  if (missing.length === 0) return known;
  // Two processes may do it at once: what is there already stays.
  await store.insertMissing(missing).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  return store.list(session._id);
};

const newPerson = (
  secret: Buffer,
  person: Pick<StagePerson, 'session' | 'code' | 'role' | 'title' | 'order'>,
): StagePerson => ({
  ...person,
  _id: `${person.session}:${person.code}`,
  issue: 1,
  hash: hashStageCode(secret, deriveStageCode(secret, person, 1)),
  replaced: [],
});

const getPerson = async (session: string, code: string, { store }: RosterOptions) => {
  const found = await store.find(session, code);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
};

const replace = async (session: string, code: string, by: Actor, options: RosterOptions) => {
  const one = await getPerson(session, code, options);
  const issue = Math.abs(one.issue) + 1;
  const hash = hashStageCode(options.secret, deriveStageCode(options.secret, one, issue));
  const next = { issue, hash, replaced: [...one.replaced, one.hash] };
  await change(one, next, 'stage.link-reissued', by, options);
};

const withdraw = async (session: string, code: string, by: Actor, options: RosterOptions) => {
  const one = await getPerson(session, code, options);
  if (one.issue < 0) return;
  const next = { issue: -one.issue, hash: one.hash, replaced: one.replaced };
  await change(one, next, 'stage.link-withdrawn', by, options);
};

const change = async (
  from: StagePerson,
  to: Pick<StagePerson, 'issue' | 'hash' | 'replaced'>,
  event: 'stage.link-reissued' | 'stage.link-withdrawn',
  by: Actor,
  { database, store, audit }: RosterOptions,
): Promise<void> => {
  await database.transaction(async (transaction) => {
    if (!(await store.setIssue(from, to, transaction))) throw new AppError('STATE_CHANGED');
    const data = { person: from.code, title: from.title, issue: Math.abs(to.issue) };
    await audit.write({ event, data, session: from.session, ...by }, transaction);
  });
};
