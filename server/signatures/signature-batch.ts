// One batch of signatures: what all of them need is read at once, what may be written is written
// at once, and each gets its own answer.
import type { Ticks } from '../ceremony/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import type { RandomSource } from '../core/random.ts';
import type { SignedReceipt } from '../protocol/socket-events.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { buildSignature, receiptOf, type SignRequest } from './signature-leaf.ts';
import type { SignatureDocument } from './signature-model.ts';
import type { SignatureStore } from './signature-store.ts';

/** What a batch is written with. */
export interface BatchDependencies {
  store: Pick<SignatureStore, 'insertMany' | 'findOfRegistrations'>;
  random: RandomSource;
  /** What is stored of each one's ticks, by registration; given is how many clauses each needs. */
  momentsOf(wanted: Map<string, number>): Promise<Map<string, Ticks>>;
  clausesOf(session: SessionDocument): Promise<number>;
}

/** Resolves when the batch is durable, with an answer for each request in their order. */
export async function writeBatch(
  requests: SignRequest[],
  deps: BatchDependencies,
): Promise<(SignedReceipt | Error)[]> {
  const built = await buildAll(requests, deps);
  const documents = built.filter((one): one is SignatureDocument => !isAppError(one));
  const refused = documents.length > 0 ? await deps.store.insertMany(documents) : new Set<number>();
  const first = await firstOnes(documents, refused, deps);
  let place = 0;
  return built.map((one) => {
    if (isAppError(one)) return one;
    const isRefused = refused.has(place++);
    return isRefused ? answerDouble(first.get(one.registration)) : receiptOf(one, false);
  });
}

const buildAll = async (
  requests: SignRequest[],
  deps: BatchDependencies,
): Promise<(SignatureDocument | AppError)[]> => {
  // Not read again: what a leaf takes of a registration never changes, and a released one is barred
  // by the unique index itself.
  const clauses = await Promise.all(requests.map(({ session }) => deps.clausesOf(session)));
  const wanted = new Map(requests.map((one, at) => [one.registration._id, clauses[at] ?? 0]));
  const moments = await deps.momentsOf(wanted);
  return requests.map((request, at) => {
    const facts = { ticked: moments.get(request.registration._id), clauses: clauses[at] ?? 0 };
    return buildSignature(request, facts, deps.random);
  });
};

/** The first signatures of those whose second was refused. */
const firstOnes = async (
  documents: SignatureDocument[],
  refused: Set<number>,
  { store }: BatchDependencies,
): Promise<Map<string, SignatureDocument>> => {
  const ids = documents.filter((_, index) => refused.has(index)).map((one) => one.registration);
  const stored = ids.length > 0 ? await store.findOfRegistrations(ids) : [];
  return new Map(stored.map((one) => [one.registration, one]));
};

const answerDouble = (first: SignatureDocument | undefined): SignedReceipt | Error => {
  if (!first) return new Error('A refused signature has no first one');
  return first.kind === 'void' ? new AppError('NOT_REGISTERED') : receiptOf(first, true);
};
