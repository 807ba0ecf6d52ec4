// The links of a session's coordinators: one a region, made when they are first asked for.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { CoordinatorToken } from '../http/visitor.ts';
import type { Actor } from '../invitations/index.ts';
import {
  deriveCoordinatorCode,
  hashCoordinatorCode,
  normaliseCoordinatorCode,
} from './coordinator-code.ts';
import type { Coordinator } from './coordinator-model.ts';
import type { CoordinatorStore } from './coordinator-store.ts';

/** What an opened link proves; kept in a cookie and checked against the issue at every request. */
export type CoordinatorPass = CoordinatorToken;

export interface CoordinatorLinks {
  /** Every region's coordinator; makes the links that are not there yet. */
  listOfSession(session: string, regions: string[]): Promise<Coordinator[]>;
  /** The valid code (16 characters); undefined when the link was withdrawn. */
  codeOf(coordinator: Coordinator): string | undefined;
  /** Throws COORDINATOR_LINK_UNKNOWN, or COORDINATOR_LINK_ENDED when replaced or withdrawn. */
  open(typed: string): Promise<CoordinatorPass>;
  /** Throws NOT_SIGNED_IN without a pass, COORDINATOR_LINK_ENDED when its link is not valid now. */
  requireCurrent(pass: CoordinatorPass | undefined): Promise<CoordinatorPass>;
  /** Makes the link unusable and returns the new code. */
  reissue(session: string, region: string, by: Actor): Promise<string>;
  withdraw(session: string, region: string, by: Actor): Promise<void>;
}

interface Options {
  database: Database;
  store: CoordinatorStore;
  audit: Audit;
  clock: Clock;
  /** The platform's code secret. */
  secret: Buffer;
}

/** The links on their store. */
export function createCoordinatorLinks(options: Options): CoordinatorLinks {
  const { store, secret, clock } = options;
  return {
    async listOfSession(session, regions) {
      const known = await store.list(session);
      if (known.length >= regions.length) return known;
      await store.insertMissing(regions.map((region) => newCoordinator(secret, session, region)));
      return store.list(session);
    },
    codeOf: (one) => (one.issue > 0 ? deriveCoordinatorCode(secret, one, one.issue) : undefined),
    async open(typed) {
      const code = normaliseCoordinatorCode(typed);
      const hash = code && hashCoordinatorCode(secret, code);
      const found = hash && (await store.findByHash(hash));
      if (!found) throw new AppError('COORDINATOR_LINK_UNKNOWN');
      if (found.code !== hash || found.issue < 0) throw new AppError('COORDINATOR_LINK_ENDED');
      await store.markOpened(found._id, clock.now());
      return { session: found.session, region: found.region, issue: found.issue };
    },
    async requireCurrent(pass) {
      if (!pass) throw new AppError('NOT_SIGNED_IN');
      const found = await store.find(pass.session, pass.region);
      if (found?.issue !== pass.issue) throw new AppError('COORDINATOR_LINK_ENDED');
      return pass;
    },
    async reissue(session, region, by) {
      const one = await getCoordinator(store, session, region);
      const issue = Math.abs(one.issue) + 1;
      const code = deriveCoordinatorCode(secret, one, issue);
      const replaced = [...one.replaced, one.code];
      const next = { issue, code: hashCoordinatorCode(secret, code), replaced };
      await change(one, next, 'coordinator.link-reissued', by, options);
      return code;
    },
    async withdraw(session, region, by) {
      const one = await getCoordinator(store, session, region);
      if (one.issue < 0) return;
      const { code, replaced } = one;
      const next = { issue: -one.issue, code, replaced };
      await change(one, next, 'coordinator.link-withdrawn', by, options);
    },
  };
}

const newCoordinator = (secret: Buffer, session: string, region: string): Coordinator => ({
  _id: `${session}:${region}`,
  session,
  region,
  issue: 1,
  code: hashCoordinatorCode(secret, deriveCoordinatorCode(secret, { session, region }, 1)),
  replaced: [],
  openedAt: null,
});

const getCoordinator = async (
  store: CoordinatorStore,
  session: string,
  region: string,
): Promise<Coordinator> => {
  const found = await store.find(session, region);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
};

const change = async (
  from: Coordinator,
  to: Pick<Coordinator, 'issue' | 'code' | 'replaced'>,
  event: 'coordinator.link-reissued' | 'coordinator.link-withdrawn',
  by: Actor,
  { database, store, audit }: Options,
): Promise<void> => {
  await database.transaction(async (transaction) => {
    if (!(await store.setIssue(from, to, transaction))) throw new AppError('STATE_CHANGED');
    const data = { region: from.region, issue: Math.abs(to.issue) };
    await audit.write({ event, data, session: from.session, ...by }, transaction);
  });
};
