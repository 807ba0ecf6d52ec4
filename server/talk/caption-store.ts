// The only user of the captions' model. Append-only: nothing is changed or deleted here.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Caption, captionModel } from './caption-model.ts';

/** A line as it reads now, and the moment when it was first there. */
export interface TranscriptLine extends Omit<Caption, 'at'> {
  at: Date;
}

export interface CaptionStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the number, the version or the key is taken. */
  insert(caption: Caption, transaction?: ClientSession): Promise<void>;
  findByKey(session: string, key: string): Promise<Caption | undefined>;
  /** The number of the last line; 0: none yet. */
  lastNumber(session: string): Promise<number>;
  /** The newest version of a line. */
  findLine(session: string, number: number): Promise<Caption | undefined>;
  /** The last lines in their order, each as it reads now. */
  listLast(session: string, limit: number): Promise<TranscriptLine[]>;
  /** All lines in their order. */
  listAll(session: string): Promise<TranscriptLine[]>;
}

/** Versions in their order -> each line with the moment of its first. */
const linesOf = (versions: readonly Caption[]): TranscriptLine[] => {
  const lines = new Map<number, TranscriptLine>();
  for (const one of versions) {
    lines.set(one.number, { ...one, at: lines.get(one.number)?.at ?? one.at });
  }
  return [...lines.values()];
};

/** The store on this connection. */
export function createCaptionStore(connection: Connection): CaptionStore {
  const model = captionModel(connection);
  const lastNumber = async (session: string): Promise<number> =>
    (await model.findOne({ session }).sort({ number: -1 }).lean())?.number ?? 0;
  const listFrom = async (session: string, first: number): Promise<TranscriptLine[]> =>
    linesOf(
      await model
        .find({ session, number: { $gte: first } })
        .sort({ number: 1, version: 1 })
        .lean(),
    );
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(caption, session) {
      await model.insertMany([caption], session ? { session } : {});
    },
    findByKey: async (session, key) => (await model.findOne({ session, key }).lean()) ?? undefined,
    lastNumber,
    findLine: async (session, number) =>
      (await model.findOne({ session, number }).sort({ version: -1 }).lean()) ?? undefined,
    listLast: async (session, limit) => listFrom(session, (await lastNumber(session)) - limit + 1),
    listAll: (session) => listFrom(session, 1),
  };
}
