// The only user of the models of Bawaslu offices and their files.
import type { AuditActor } from '../audit/index.ts';
import type { ClientSession, Connection } from '../core/database.ts';
import {
  type ReportingContact,
  type ReportingImport,
  type ReportingOffice,
  reportingModels,
} from './reporting-model.ts';

/** Who changed what when. */
export interface ReportingChange {
  campaign: string;
  at: Date;
  by: AuditActor;
}

export interface ReportingStore {
  ensureIndexes(): Promise<void>;
  find(campaign: string, region: string): Promise<ReportingContact | undefined>;
  list(campaign: string): Promise<ReportingContact[]>;
  findImport(campaign: string): Promise<ReportingImport | undefined>;
  /** In place of the file before. */
  putImport(file: ReportingImport, transaction: ClientSession): Promise<void>;
  /** Ends exactly this file; undefined when it is gone or another has come. */
  takeImport(
    campaign: string,
    file: string,
    transaction: ClientSession,
  ): Promise<ReportingImport | undefined>;
  /** Stores offices by region, in place of those there are. */
  putMany(
    offices: readonly (ReportingOffice & { region: string })[],
    change: ReportingChange,
    transaction: ClientSession,
  ): Promise<void>;
  /** Stores one office seen at `version` (0: there was none); null removes. False: it has changed. */
  change(
    region: string,
    seen: { version: number; office: ReportingOffice | null },
    change: ReportingChange,
    transaction: ClientSession,
  ): Promise<boolean>;
}

const idOf = (campaign: string, region: string): string => `${campaign}:${region}`;

/** The store on this connection. */
export function createReportingStore(connection: Connection): ReportingStore {
  const { contacts, imports } = reportingModels(connection);
  return {
    async ensureIndexes() {
      await contacts.createIndexes();
    },
    find: async (campaign, region) =>
      (await contacts.findById(idOf(campaign, region)).lean()) ?? undefined,
    list: (campaign) => contacts.find({ campaign }).sort({ _id: 1 }).lean(),
    findImport: async (campaign) => (await imports.findById(campaign).lean()) ?? undefined,
    async putImport({ _id, ...file }, session) {
      await imports.replaceOne({ _id }, file, { upsert: true, session });
    },
    takeImport: async (_id, file, session) =>
      (await imports.findOneAndDelete({ _id, file }, { session }).lean()) ?? undefined,
    async putMany(offices, { campaign, at: changedAt, by }, session) {
      if (offices.length === 0) return;
      await contacts.bulkWrite(
        offices.map(({ region, ...office }) => ({
          updateOne: {
            filter: { _id: idOf(campaign, region) },
            update: { $set: { campaign, region, ...office, changedAt, by }, $inc: { version: 1 } },
            upsert: true,
          },
        })),
        { session },
      );
    },
    async change(region, { version, office }, { campaign, at: changedAt, by }, session) {
      const _id = idOf(campaign, region);
      const there = await contacts.findById(_id, { version: 1 }, { session }).lean();
      if ((there?.version ?? 0) !== version) return false;
      if (office === null) {
        await contacts.deleteOne({ _id, version }, { session });
        return true;
      }
      const set = { campaign, region, ...office, changedAt, by, version: version + 1 };
      // A write of somebody else since the read ends the transaction, which is tried again.
      await contacts.updateOne({ _id }, { $set: set }, { upsert: true, session });
      return true;
    },
  };
}
