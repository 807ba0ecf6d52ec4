// A campaign's rule of retention: set by an owner, begun by whichever process sees that it is due.
import { type Audit, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId, randomBase32 } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Erasure } from './erasure-model.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { EraseGroup } from './inventory-shape.ts';
import type { RetentionRule } from './retention-model.ts';
import { dueAt } from './retention-rules.ts';
import type { RetentionStore } from './retention-store.ts';

/** What an owner chooses; `seen` is the revision they saw, 0 when there was none. */
export interface RetentionChoice {
  months: number;
  groups: EraseGroup[];
  seen: number;
}

export interface RetentionService {
  find(campaign: string): Promise<RetentionRule | undefined>;
  /** When it is carried out; undefined: not by itself, or not to be said yet. */
  dueAt(campaign: string): Promise<Date | undefined>;
  /** Throws STATE_CHANGED when somebody was first. */
  set(campaign: string, choice: RetentionChoice, by: Actor): Promise<void>;
  /** Begins an erasure for each session whose rule is due, once a rule. */
  beginDue(): Promise<void>;
}

export interface RetentionDependencies {
  database: Pick<Database, 'transaction'>;
  store: RetentionStore;
  erasures: ErasureStore;
  audit: Pick<Audit, 'write'>;
  time: { clock: Clock; random: RandomSource };
  sessions(): SessionDocument[];
}

/** The service on its stores; it keeps nothing. */
export function createRetentionService(deps: RetentionDependencies): RetentionService {
  const { database, store, audit, time } = deps;
  const sessionsOf = (campaign: string) =>
    deps.sessions().filter((session) => session.campaign === campaign);
  return {
    find: (campaign) => store.find(campaign),
    dueAt: async (campaign) => dueAt(await store.find(campaign), sessionsOf(campaign)),
    async set(campaign, { months, groups, seen }, { actor, address }) {
      const revision = seen + 1;
      const rule = { _id: campaign, revision, months, groups, by: actor, at: time.clock.now() };
      const data = { campaign, revision, months, groups };
      const event = { event: 'privacy.retention-set' as const, data, actor, address };
      try {
        await database.transaction(async (transaction) => {
          const isFirst = await store.replace(rule, transaction);
          if (!isFirst) throw new AppError('STATE_CHANGED');
          await audit.write(event, transaction);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
        throw error;
      }
    },
    async beginDue() {
      for (const rule of await store.list()) {
        const sessions = sessionsOf(rule._id);
        const due = dueAt(rule, sessions);
        if (!due || due > time.clock.now()) continue;
        for (const session of sessions) await begin(deps, rule, session);
      }
    },
  };
}

async function begin(
  { database, erasures, audit, time }: RetentionDependencies,
  rule: RetentionRule,
  session: SessionDocument,
): Promise<void> {
  if (await erasures.hasRule(session._id, rule.revision)) return;
  const erasure = byRule(rule, session, time);
  const data = { erasure: erasure._id, campaign: rule._id, revision: rule.revision };
  const by = { actor: SYSTEM_ACTOR, address: '', session: session._id };
  try {
    await database.transaction(async (transaction) => {
      await erasures.insert(erasure, transaction);
      await audit.write({ event: 'erasure.due', data, ...by }, transaction);
    });
  } catch (error) {
    // Another process looked at the same moment.
    if (!isDuplicateKey(error)) throw error;
  }
}

const byRule = (
  { _id: campaign, revision, groups, by }: RetentionRule,
  session: SessionDocument,
  { clock, random }: RetentionDependencies['time'],
): Erasure => ({
  _id: newId(random),
  schemaVersion: 1,
  campaign,
  session: session._id,
  ...{ registration: null, seat: null, region: null },
  rule: 'retention',
  ...{ revision, groups },
  state: 'approved',
  receipt: randomBase32(random, 26),
  askedAt: clock.now(),
  // Whoever set the rule decided; when it became due, the platform began.
  decidedBy: by,
  decidedAt: clock.now(),
  reason: '',
  ...{ startedAt: null, counts: {}, doneAt: null },
});
