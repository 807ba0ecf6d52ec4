// Takes signatures durably: checks the window at receipt, reads what a batch needs at once, and
// acknowledges each only after its batch is on disk (majority and journal).
import { AppError, isAppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession } from '../core/database.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Mark, SignedReceipt } from '../protocol/socket-events.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { LEAF_FORMAT, leafHash, leafText, markHash, personCommitment } from './leaf.ts';
import type { SignatureDocument } from './signature-model.ts';
import { windowRefusal } from './signature-rules.ts';
import type { SignatureStore } from './signature-store.ts';

export interface SignatureService {
  /**
   * Signs once; again returns the first signature with `already`. Throws SIGNING_NOT_OPEN,
   * SIGNING_CLOSED, NOT_REGISTERED, NOT_CHECKED_IN, CLAUSES_UNREAD, NO_DECLARATION.
   */
  sign(registration: string, session: SessionDocument, mark: Mark): Promise<SignedReceipt>;
  find(registration: string): Promise<SignatureDocument | undefined>;
  list(session: string): Promise<SignatureDocument[]>;
  count(session: string): Promise<number>;
  /** Bars a registration from ever signing; throws SEAT_SIGNED when it has signed. */
  bar(registration: Registration, transaction: ClientSession): Promise<void>;
  /** Signatures that wait for the disk. */
  pending(): number;
  drain(): Promise<void>;
}

interface Request {
  registration: string;
  session: SessionDocument;
  mark: Mark;
  at: Date;
}

export interface SignatureDependencies {
  store: SignatureStore;
  clock: Clock;
  random: RandomSource;
  /** Registrations by id, in one read. */
  findRegistrations(ids: string[]): Promise<Registration[]>;
  /** Clause -> moment of the tick, for many people in one read. */
  momentsOf(registrations: string[]): Promise<Map<string, Record<string, Date>>>;
  clausesOf(session: SessionDocument): Promise<number>;
}

const receiptOf = (document: SignatureDocument, already: boolean): SignedReceipt => ({
  signature: document._id,
  signedAt: document.signedAt.toISOString(),
  leafHash: document.leafHash ?? '',
  already,
});

export function createSignatureService(deps: SignatureDependencies): SignatureService {
  const { store, clock, random } = deps;

  const build = (
    request: Request,
    registration: Registration | undefined,
    moments: Record<string, Date> | undefined,
    clauses: number,
  ): SignatureDocument | AppError => {
    const { session, mark, at } = request;
    if (!registration?.active) return new AppError('NOT_REGISTERED');
    if (!registration.checkedInAt) return new AppError('NOT_CHECKED_IN');
    if (!session.declaration || !session.consent) return new AppError('NO_DECLARATION');
    const ticks = Array.from({ length: clauses }, (_, index) => moments?.[index + 1]);
    if (!ticks.every((tick) => tick !== undefined)) return new AppError('CLAUSES_UNREAD');
    const salt = random(32);
    const { name, acting, region, office } = registration;
    const leaf = leafText({
      format: LEAF_FORMAT,
      session: session._id,
      declaration: session.declaration.sha256,
      seat: `${region ?? 'pusat'}/${office}`,
      region: region ?? '',
      person: personCommitment(salt, name, acting),
      ticks: ticks.map((tick) => tick.toISOString()),
      signedAt: at.toISOString(),
      consent: session.consent.sha256,
      method: mark.method,
      mark: markHash(mark),
      identified: registration.identifiedBy,
    });
    return {
      _id: newId(random),
      schemaVersion: 1,
      kind: 'signature',
      session: session._id,
      registration: registration._id,
      seat: registration.seat,
      region,
      signedAt: at,
      leaf,
      leafHash: leafHash(leaf),
      personal: { name, acting, salt: salt.toString('hex'), mark },
    };
  };

  /** Puts the ids' first signatures in the place of the refused doubles. */
  const firstOnes = async (
    documents: SignatureDocument[],
    refused: Set<number>,
  ): Promise<Map<string, SignatureDocument>> => {
    const ids = documents.filter((_, index) => refused.has(index)).map((one) => one.registration);
    const stored = ids.length > 0 ? await store.findOfRegistrations(ids) : [];
    return new Map(stored.map((one) => [one.registration, one]));
  };

  const answer = (
    document: SignatureDocument,
    first: SignatureDocument | undefined,
    isRefused: boolean,
  ): SignedReceipt | Error => {
    if (!isRefused) return receiptOf(document, false);
    if (!first) return new Error('A refused signature has no first one');
    return first.kind === 'void' ? new AppError('NOT_REGISTERED') : receiptOf(first, true);
  };

  const write = async (requests: Request[]): Promise<(SignedReceipt | Error)[]> => {
    const ids = requests.map((request) => request.registration);
    const [registrations, moments] = await Promise.all([
      deps.findRegistrations(ids),
      deps.momentsOf(ids),
    ]);
    const byId = new Map(registrations.map((one) => [one._id, one]));
    const built = await Promise.all(
      requests.map(async (request) => {
        const id = request.registration;
        const clauses = await deps.clausesOf(request.session);
        return build(request, byId.get(id), moments.get(id), clauses);
      }),
    );
    const documents = built.filter((one): one is SignatureDocument => !isAppError(one));
    const refused = documents.length > 0 ? await store.insertMany(documents) : new Set<number>();
    const first = await firstOnes(documents, refused);
    let place = 0;
    return built.map((one) => {
      if (isAppError(one)) return one;
      const index = place++;
      return answer(one, first.get(one.registration), refused.has(index));
    });
  };

  const commit = createGroupCommit<Request, SignedReceipt>({ write });

  return {
    async sign(registration, session, mark) {
      const at = clock.now();
      const refusal = windowRefusal(session.status, at);
      if (refusal) {
        // Signing twice returns the first signature, also after the window.
        const first = await store.findOfRegistration(registration);
        if (first) return receiptOf(first, true);
        throw new AppError(refusal);
      }
      return commit.add({ registration, session, mark, at });
    },
    find: (registration) => store.findOfRegistration(registration),
    list: (session) => store.list(session),
    count: (session) => store.count(session),
    async bar(registration, transaction) {
      if (await store.findOfRegistration(registration._id)) throw new AppError('SEAT_SIGNED');
      await store.insertVoid(
        {
          _id: newId(random),
          schemaVersion: 1,
          kind: 'void',
          session: registration.session,
          registration: registration._id,
          seat: registration.seat,
          region: registration.region,
          signedAt: clock.now(),
          leaf: '',
          leafHash: null,
          personal: null,
        },
        transaction,
      );
    },
    pending: () => commit.pending(),
    drain: () => commit.drain(),
  };
}
