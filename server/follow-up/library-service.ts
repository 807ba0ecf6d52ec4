// The library of the law: entries are added, changed and removed; files are checked before.
import type { Audit, AuditAct } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { requirePlainPdf } from './circular-file.ts';
import type { LawEntry, LawFileFacts } from './library-model.ts';
import { ENTRIES_MAX, type TypedEntry } from './library-rules.ts';
import type { LibraryStore, NewEntry } from './library-store.ts';
import type { StaffActor } from './reporting-service.ts';

/** A file that somebody sends, and from where. */
export interface GivenFile {
  bytes: Buffer;
  address: string;
}

export interface LibraryService {
  /**
   * Adds a tidy entry without problems. Throws LIBRARY_FULL and what the file's check throws:
   * NOT_A_PDF, PDF_ENCRYPTED, PDF_ACTIVE, PDF_TOO_COMPLEX and its like.
   */
  add(
    campaign: string,
    entry: TypedEntry,
    file: GivenFile | undefined,
    by: StaffActor,
  ): Promise<void>;
  /**
   * Without a new file the entry keeps its own. Throws NOT_FOUND, STATE_CHANGED when somebody has
   * replaced that file meanwhile, and what the check throws.
   */
  change(
    campaign: string,
    id: string,
    change: { entry: TypedEntry; file: GivenFile | undefined },
    by: StaffActor,
  ): Promise<void>;
  /** Throws NOT_FOUND. */
  remove(campaign: string, id: string, by: StaffActor): Promise<void>;
  /** Adds the list to begin with to an empty library; throws STATE_CHANGED when it is not empty. */
  fill(campaign: string, entries: readonly TypedEntry[], by: StaffActor): Promise<void>;
}

interface Options {
  database: Pick<Database, 'transaction'>;
  store: LibraryStore;
  audit: Pick<Audit, 'write'>;
  /** Looks into a PDF as verification does; throws PDF_TOO_COMPLEX and its like. */
  checkPdf(file: GivenFile): Promise<LawFileFacts>;
  time: { clock: Clock; random: RandomSource };
}

/** The service. */
export function createLibraryService(options: Options): LibraryService {
  const { database, store, audit, checkPdf, time } = options;
  const tell = (act: AuditAct, by: StaffActor, transaction: ClientSession) =>
    audit.write({ ...act, ...by }, transaction);
  const check = async (given: GivenFile | undefined): Promise<LawFileFacts | null> => {
    if (!given) return null;
    requirePlainPdf(given.bytes);
    return checkPdf(given);
  };
  /** The entry's file is kept, or is still there; somebody may have replaced it meanwhile. */
  const useFile = async (
    { file }: Pick<LawEntry, 'file'>,
    bytes: Buffer | null | undefined,
    transaction: ClientSession,
  ): Promise<void> => {
    if (!file) return;
    if (bytes) await store.keepFile(file, bytes, transaction);
    else if (!(await store.claimFile(file.sha256, transaction)))
      throw new AppError('STATE_CHANGED');
  };
  const newEntry = (campaign: string, entry: TypedEntry, by: StaffActor): NewEntry => ({
    ...{ _id: newId(time.random), campaign, ...entry, file: null },
    ...{ changedAt: time.clock.now(), by: by.actor },
  });
  const getEntry = async (campaign: string, id: string): Promise<LawEntry> => {
    const found = await store.find(campaign, id);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  };
  return {
    async add(campaign, entry, given, by) {
      if ((await store.count(campaign)) >= ENTRIES_MAX) {
        throw new AppError('LIBRARY_FULL', { limit: ENTRIES_MAX });
      }
      const file = await check(given);
      const made = { ...newEntry(campaign, entry, by), file };
      await database.transaction(async (transaction) => {
        await useFile(made, given?.bytes, transaction);
        await store.add([made], transaction);
        await tell(
          { event: 'library.added', data: { campaign, entry: made._id } },
          by,
          transaction,
        );
      });
    },
    async change(campaign, id, { entry, file: given }, by) {
      const before = await getEntry(campaign, id);
      const fresh = await check(given);
      const file = fresh ?? before.file;
      const after = { ...before, ...entry, file, changedAt: time.clock.now(), by: by.actor };
      await database.transaction(async (transaction) => {
        if (!(await store.replace(after, transaction))) throw new AppError('NOT_FOUND');
        await useFile(after, fresh && given?.bytes, transaction);
        if (before.file && before.file.sha256 !== file?.sha256) {
          await store.forgetFile(before.file.sha256, transaction);
        }
        await tell({ event: 'library.changed', data: { campaign, entry: id } }, by, transaction);
      });
    },
    async remove(campaign, id, by) {
      const { file } = await getEntry(campaign, id);
      await database.transaction(async (transaction) => {
        if (!(await store.remove(campaign, id, transaction))) throw new AppError('NOT_FOUND');
        if (file) await store.forgetFile(file.sha256, transaction);
        await tell({ event: 'library.removed', data: { campaign, entry: id } }, by, transaction);
      });
    },
    async fill(campaign, entries, by) {
      const made = entries.map((entry) => newEntry(campaign, entry, by));
      await database.transaction(async (transaction) => {
        if ((await store.count(campaign)) > 0) throw new AppError('STATE_CHANGED');
        await store.add(made, transaction);
        const data = { campaign, entries: made.length };
        await tell({ event: 'library.filled', data }, by, transaction);
      });
    },
  };
}
