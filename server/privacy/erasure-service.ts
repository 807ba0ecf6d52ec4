// Requests for erasure: asked for and withdrawn by the person, decided by an owner. Each step is a
// conditional write with its audit event; carrying out is the runner's.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId, randomBase32 } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Erasure } from './erasure-model.ts';
import type { ErasureStore } from './erasure-store.ts';
import { ERASE_GROUPS } from './inventory-shape.ts';
import { isOver } from './retention-rules.ts';

/** Longest reason, in characters after trimming: as long as the audit keeps. */
export const REASON_MAX = 500;

export interface ErasureService {
  /** Throws ERASURE_OPEN while one waits, DATA_ERASED when all is gone already. */
  ask(registration: Registration, session: SessionDocument, by: Actor): Promise<Erasure>;
  /** Takes back the person's waiting request. Throws ERASURE_NONE. */
  withdraw(registration: Registration, by: Actor): Promise<void>;
  /** Throws NOT_FOUND, ERASURE_NONE, ERASURE_TOO_EARLY (approving), REASON_MISSING (refusing). */
  decide(
    id: string,
    decision: { isApproved: boolean; reason: string },
    by: Actor,
  ): Promise<Erasure>;
  listOfPerson(registration: string): Promise<Erasure[]>;
}

export interface ErasureDependencies {
  database: Pick<Database, 'transaction'>;
  store: ErasureStore;
  audit: Pick<Audit, 'write'>;
  time: { clock: Clock; random: RandomSource };
  findSession(id: string): SessionDocument | undefined;
  findRegistration(id: string): Promise<Registration | undefined>;
}

/** The service on its store; it keeps nothing. */
export function createErasureService(deps: ErasureDependencies): ErasureService {
  const { store, time } = deps;
  return {
    listOfPerson: (registration) => store.listOfPerson(registration),
    async ask(registration, session, by) {
      if (registration.erasedAt) throw new AppError('DATA_ERASED');
      const erasure = newRequest(registration, session, time);
      try {
        await write(deps, { erasure, event: 'erasure.asked', by }, async (transaction) => {
          await store.insert(erasure, transaction);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('ERASURE_OPEN', {}, error);
        throw error;
      }
      return erasure;
    },
    async withdraw({ _id }, by) {
      const [newest] = await store.listOfPerson(_id);
      if (newest?.state !== 'asked') throw new AppError('ERASURE_NONE');
      const at = time.clock.now();
      await write(
        deps,
        { erasure: newest, event: 'erasure.withdrawn', by },
        async (transaction) => {
          const isFirst = await store.withdraw(newest._id, at, transaction);
          if (!isFirst) throw new AppError('ERASURE_NONE');
        },
      );
    },
    decide: (id, decision, by) => decide(deps, id, decision, by),
  };
}

const newRequest = (
  { _id, seat, region }: Registration,
  session: SessionDocument,
  { clock, random }: ErasureDependencies['time'],
): Erasure => ({
  _id: newId(random),
  schemaVersion: 1,
  campaign: session.campaign,
  session: session._id,
  registration: _id,
  ...{ seat, region },
  rule: 'request',
  revision: null,
  groups: [...ERASE_GROUPS],
  state: 'asked',
  open: true,
  receipt: randomBase32(random, 26),
  askedAt: clock.now(),
  ...{ decidedBy: null, decidedAt: null, reason: '' },
  ...{ startedAt: null, counts: {}, doneAt: null },
});

async function decide(
  deps: ErasureDependencies,
  id: string,
  { isApproved, reason: typed }: { isApproved: boolean; reason: string },
  by: Actor,
): Promise<Erasure> {
  const { store, time } = deps;
  const erasure = await store.find(id);
  if (!erasure) throw new AppError('NOT_FOUND');
  const reason = typed.trim();
  if (!isApproved && reason === '') throw new AppError('REASON_MISSING');
  if (reason.length > REASON_MAX) throw new AppError('INVALID_INPUT');
  if (isApproved && !(await isDue(deps, erasure))) throw new AppError('ERASURE_TOO_EARLY');
  const state = isApproved ? 'approved' : 'refused';
  const event = isApproved ? 'erasure.approved' : 'erasure.refused';
  const decision = { state, by: by.actor, at: time.clock.now(), reason } as const;
  await write(deps, { erasure, event, by, reason }, async (transaction) => {
    const isFirst = await store.decide(id, decision, transaction);
    if (!isFirst) throw new AppError('ERASURE_NONE');
  });
  return { ...erasure, state };
}

/** Once the event is over, or for somebody who has left the seat before. */
async function isDue(
  { findSession, findRegistration }: ErasureDependencies,
  { session: id, registration }: Erasure,
): Promise<boolean> {
  const session = findSession(id);
  if (session && isOver(session)) return true;
  const holder = registration === null ? undefined : await findRegistration(registration);
  return holder?.active === false;
}

type RequestEvent = 'erasure.asked' | 'erasure.withdrawn' | 'erasure.approved' | 'erasure.refused';

/** The change and its audit event stand or fall together. */
async function write(
  { database, audit }: ErasureDependencies,
  given: { erasure: Erasure; event: RequestEvent; by: Actor; reason?: string },
  change: (transaction: ClientSession) => Promise<void>,
): Promise<void> {
  const { erasure, event, by, reason = '' } = given;
  const { _id, session, registration, seat } = erasure;
  const data = { erasure: _id, registration: registration ?? '', seat: seat ?? '' };
  await database.transaction(async (transaction) => {
    await change(transaction);
    await audit.write(
      event === 'erasure.refused'
        ? { event, data: { ...data, reason }, session, ...by }
        : { event, data, session, ...by },
      transaction,
    );
  });
}
