// Bawaslu's offices: a file is checked first, then taken over as a whole; one is edited by a form.
import type { Audit } from '../audit/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { sheetRows } from '../core/sheets/sheet-rows.ts';
import type { Region } from '../regions/index.ts';
import type { ReportingImport, ReportingOffice } from './reporting-model.ts';
import { createRowCheck, findColumns, isBlank } from './reporting-rules.ts';
import type { ReportingStore } from './reporting-store.ts';

export type StaffActor = ReturnType<typeof actorOf>;

/** More rows than this hold no list of regions. */
const ROWS_MAX = 5_000;

export interface ReportingService {
  /** The dry run. Throws SHEET_EMPTY, SHEET_COLUMN_MISSING, SHEET_TOO_LONG and what reading a sheet throws. */
  check(campaign: Campaign, bytes: Buffer, by: StaffActor): Promise<ReportingImport>;
  /** Takes over exactly the file that was seen; throws STATE_CHANGED when it is not there. */
  take(campaign: Campaign, file: string, by: StaffActor): Promise<void>;
  /** Stores a tidy office without problems, or removes it when it is blank; throws STATE_CHANGED. */
  save(
    campaign: Campaign,
    region: string,
    seen: { version: number; office: ReportingOffice },
    by: StaffActor,
  ): Promise<void>;
}

interface Options {
  database: Pick<Database, 'transaction'>;
  store: ReportingStore;
  audit: Pick<Audit, 'write'>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  time: { clock: Clock; random: RandomSource };
}

/** The service. */
export function createReportingService(options: Options): ReportingService {
  const { database, store, audit, regionsOf, time } = options;
  return {
    async check(campaign, bytes, by) {
      const read = await readFile(bytes, await regionsOf(campaign));
      const file: ReportingImport = {
        ...{ _id: campaign._id, file: newId(time.random), at: time.clock.now(), by: by.actor },
        ...read,
      };
      const data = { campaign: campaign._id, rows: read.rows.length, bad: read.bad.length };
      await database.transaction(async (transaction) => {
        await store.putImport(file, transaction);
        await audit.write({ event: 'reporting.checked', data, ...by }, transaction);
      });
      return file;
    },
    async take({ _id: campaign }, file, by) {
      await database.transaction(async (transaction) => {
        const taken = await store.takeImport(campaign, file, transaction);
        if (!taken) throw new AppError('STATE_CHANGED');
        const change = { campaign, at: time.clock.now(), by: by.actor };
        await store.putMany(taken.rows, change, transaction);
        const data = { campaign, rows: taken.rows.length };
        await audit.write({ event: 'reporting.imported', data, ...by }, transaction);
      });
    },
    async save({ _id: campaign }, region, { version, office }, by) {
      const wanted = isBlank(office) ? null : office;
      await database.transaction(async (transaction) => {
        const change = { campaign, at: time.clock.now(), by: by.actor };
        const seen = { version, office: wanted };
        if (!(await store.change(region, seen, change, transaction))) {
          throw new AppError('STATE_CHANGED');
        }
        const data = { campaign, region };
        await audit.write({ event: 'reporting.changed', data, ...by }, transaction);
      });
    },
  };
}

async function readFile(
  bytes: Buffer,
  regions: readonly Region[],
): Promise<Pick<ReportingImport, 'rows' | 'bad'>> {
  const rows: ReportingImport['rows'] = [];
  const bad: ReportingImport['bad'] = [];
  let check: ReturnType<typeof createRowCheck> | undefined;
  for await (const row of sheetRows(bytes)) {
    if (!check) {
      const columns = findColumns(row.cells);
      if ('missing' in columns)
        throw new AppError('SHEET_COLUMN_MISSING', { because: `${columns.missing}.` });
      check = createRowCheck(columns, regions);
      continue;
    }
    const checked = check(row);
    if ('problem' in checked) bad.push(checked);
    else rows.push({ region: checked.region, ...checked.office });
    if (rows.length + bad.length > ROWS_MAX) {
      throw new AppError('SHEET_TOO_LONG', { limit: ROWS_MAX });
    }
  }
  if (rows.length + bad.length === 0) throw new AppError('SHEET_EMPTY');
  return { rows, bad };
}
