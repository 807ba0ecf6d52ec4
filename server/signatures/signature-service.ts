// Takes signatures durably: checks the window at receipt, and acknowledges each only after the
// batch it went with is on disk (majority and journal).
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, isDuplicateKey } from '../core/database.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import { windowAt } from '../protocol/signing-window.ts';
import type { Mark, SignedReceipt } from '../protocol/socket-events.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type BatchDependencies, writeBatch } from './signature-batch.ts';
import { buildVoid, receiptOf, type SignRequest } from './signature-leaf.ts';
import type { SignatureDocument } from './signature-model.ts';
import { windowRefusal } from './signature-rules.ts';
import type { SignatureStore } from './signature-store.ts';

export interface SignatureService {
  /**
   * Signs once; again returns the first signature with `already`. Throws SIGNING_NOT_OPEN,
   * SIGNING_PAUSED, SIGNING_CLOSED, NOT_REGISTERED, NOT_CHECKED_IN, CLAUSES_UNREAD, NO_DECLARATION, CLOCK_WRONG.
   */
  sign(
    registration: Registration,
    session: SessionDocument,
    mark: Mark,
    madeAt?: string,
  ): Promise<SignedReceipt>;
  find(registration: string): Promise<SignatureDocument | undefined>;
  list(session: string): Promise<SignatureDocument[]>;
  count(session: string): Promise<number>;
  /** Bars a registration from ever signing; throws SEAT_SIGNED when it has signed. */
  bar(registration: Registration, transaction: ClientSession): Promise<void>;
  /** Signatures that wait for the disk. */
  pending(): number;
  drain(): Promise<void>;
}

export interface SignatureDependencies extends BatchDependencies {
  store: SignatureStore;
  clock: Clock;
  /** False: this process can't say when it received something, so it takes nothing. */
  isClockTrusted(): boolean;
}

/** The service on its store; it keeps nothing but the signatures that wait for the disk. */
export function createSignatureService(deps: SignatureDependencies): SignatureService {
  const { store, clock, random, isClockTrusted } = deps;
  const commit = createGroupCommit<SignRequest, SignedReceipt>({
    write: (requests) => writeBatch(requests, deps),
  });

  return {
    async sign(registration, session, mark, madeAt) {
      const at = clock.now();
      const refusal = isClockTrusted() ? windowRefusal(session.status, at) : 'CLOCK_WRONG';
      const late = windowAt(session.status, at.getTime()) === 'late';
      if (!refusal) return commit.add({ registration, session, mark, at, late, madeAt });
      // Signing twice returns the first signature, also after the window.
      const first = await store.findOfRegistration(registration._id);
      if (first) return receiptOf(first, true);
      throw new AppError(refusal);
    },
    find: (registration) => store.findOfRegistration(registration),
    list: (session) => store.list(session),
    count: (session) => store.count(session),
    async bar(registration, transaction) {
      if (await store.findOfRegistration(registration._id)) throw new AppError('SEAT_SIGNED');
      const place = buildVoid(registration, clock.now(), random);
      // Between the look and the insert a signature may have come: the index then decides.
      await store.insertVoid(place, transaction).catch((error) => {
        throw isDuplicateKey(error) ? new AppError('SEAT_SIGNED', {}, error) : error;
      });
    },
    pending: () => commit.pending(),
    drain: () => commit.drain(),
  };
}
