// The only user of the failures' model.
import type { CertificateKind, Outcome } from '../certificates/index.ts';
import type { Connection } from '../core/database.ts';
import { failureModel, type IssueFailure } from './failure-model.ts';

export interface FailureStore {
  ensureIndexes(): Promise<void>;
  /** Remembers what failed, and forgets what succeeded. */
  record(session: string, outcomes: Outcome[], at: Date): Promise<void>;
  list(session: string): Promise<IssueFailure[]>;
  /** Forgets failures of documents that are there by now. */
  forget(session: string, made: { kind: CertificateKind; subject: string }[]): Promise<void>;
}

/** The store on this connection. */
export function createFailureStore(connection: Connection): FailureStore {
  const model = failureModel(connection);
  const idOf = (session: string, { kind, subject }: { kind: CertificateKind; subject: string }) =>
    `${session}/${kind}/${subject}`;
  const forget: FailureStore['forget'] = async (session, made) => {
    if (made.length === 0) return;
    await model.deleteMany({ _id: { $in: made.map((one) => idOf(session, one)) } });
  };
  return {
    ensureIndexes: () => model.createIndexes(),
    forget,
    async record(session, outcomes, at) {
      await forget(
        session,
        outcomes.filter(({ failure }) => !failure),
      );
      const changes = outcomes.flatMap((outcome) => {
        const { kind, subject, failure } = outcome;
        if (!failure) return [];
        const set = { session, kind, subject, ...failure, at };
        const filter = { _id: idOf(session, outcome) };
        return [{ updateOne: { filter, update: { $set: set, $inc: { tries: 1 } }, upsert: true } }];
      });
      if (changes.length > 0) await model.bulkWrite(changes);
    },
    list: (session) => model.find({ session }).sort({ kind: 1, at: 1 }).lean(),
  };
}
