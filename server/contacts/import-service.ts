// A contact file's way in: the dry run that stores every row with its reason, and the beginning.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { type SheetRow, sheetRows } from '../core/sheets/sheet-rows.ts';
import type { Actor, Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { ContactImport, ImportRow } from './contact-model.ts';
import { createPlaces } from './contact-places.ts';
import { type Columns, createRowCheck, findColumns } from './contact-rules.ts';
import type { ContactStore } from './contact-store.ts';

export interface ImportService {
  /**
   * Reads the whole file and stores what it found; nothing is taken over. Throws SHEET_TOO_LONG,
   * SHEET_BOMB, SHEET_UNREADABLE, SHEET_EMPTY, SHEET_COLUMN_MISSING.
   */
  check(session: SessionDocument, bytes: Buffer, by: Actor): Promise<string>;
  /**
   * Takes it over in the background. Throws STATE_CHANGED when a newer file has replaced it,
   * IMPORT_RUNNING, NOT_FOUND for one of another session.
   */
  begin(session: SessionDocument, id: string, by: Actor): Promise<void>;
}

export interface ImportParts {
  database: Database;
  store: ContactStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  seatsOf: (session: string) => Promise<Seat[]>;
  regionsOf: (session: SessionDocument) => Promise<Region[]>;
}

/** Rows stored with one write. */
const BATCH = 1_000;

/** The service on its store. */
export function createImportService(parts: ImportParts): ImportService {
  const { database, store, audit, time } = parts;
  return {
    async check(session, bytes, by) {
      const places = createPlaces(await parts.regionsOf(session), await parts.seatsOf(session._id));
      const rows = sheetRows(bytes);
      const columns = columnsOf((await rows.next()).value ?? undefined);
      const judge = createRowCheck(columns, places);
      const one: ContactImport = {
        ...{ _id: newId(time.random), schemaVersion: 1, session: session._id, by: by.actor },
        ...{ state: 'reading', total: 0, good: 0, shared: 0, taken: 0 },
        ...{ checkedAt: time.clock.now(), finishedAt: null },
      };
      await store.insertReading(one);
      try {
        for await (const batch of judged(one, rows, judge)) await store.insertRows(batch);
        if (one.total === 0) throw new AppError('SHEET_EMPTY');
      } catch (error) {
        await store.removeImport(one._id);
        throw error;
      }
      await database.transaction(async (transaction) => {
        await store.setChecked(one, transaction);
        const data = { import: one._id, rows: one.good, bad: one.total - one.good };
        const event = 'contacts.checked';
        await audit.write({ event, data, session: session._id, ...by }, transaction);
      });
      await store.removeOlder(one);
      return one._id;
    },
    async begin(session, id, by) {
      const found = await store.findImport(id);
      if (!found) throw new AppError('STATE_CHANGED');
      if (found.session !== session._id) throw new AppError('NOT_FOUND');
      try {
        await database.transaction(async (transaction) => {
          if (!(await store.begin(id, transaction))) throw new AppError('STATE_CHANGED');
          const data = { import: id, rows: found.good, bad: found.total - found.good };
          const event = 'contacts.imported';
          await audit.write({ event, data, session: session._id, ...by }, transaction);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('IMPORT_RUNNING', {}, error);
        throw error;
      }
    },
  };
}

function columnsOf(header: SheetRow | undefined): Columns {
  if (!header) throw new AppError('SHEET_EMPTY');
  const columns = findColumns(header.cells);
  if ('missing' in columns) {
    throw new AppError('SHEET_COLUMN_MISSING', { because: `${columns.missing}.` });
  }
  return columns;
}

/** The rows with their verdicts in batches; `one` counts them on the way. */
async function* judged(
  one: ContactImport,
  rows: AsyncGenerator<SheetRow, void, undefined>,
  judge: ReturnType<typeof createRowCheck>,
): AsyncGenerator<ImportRow[]> {
  const addresses = new Set<string>();
  let batch: ImportRow[] = [];
  for await (const row of rows) {
    const checked = judge(row);
    one.total++;
    if (checked.problem === null) one.good++;
    if (checked.email !== '') {
      if (addresses.has(checked.email)) one.shared++;
      addresses.add(checked.email);
    }
    const _id = `${one._id}:${checked.line}`;
    batch.push({ _id, import: one._id, isTaken: false, ...checked });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
