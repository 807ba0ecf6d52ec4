// Circulars are filed, replaced and withdrawn; each change with its audit event in one transaction.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import { REASON_MAX } from '../protocol/limits.ts';
import { requirePlainPdf } from './circular-file.ts';
import type { CircularFileFacts } from './circular-model.ts';
import { type TypedCircular, VERSIONS_MAX } from './circular-rules.ts';
import type { CircularStore } from './circular-store.ts';

/** A region of a campaign, and which version its form has seen (0: none). */
export interface SeenCircular {
  campaign: string;
  region: string;
  version: number;
}

export interface CircularService {
  /**
   * Files a tidy circular without problems as the next version. Throws what the file's check
   * throws, CIRCULARS_TOO_MANY, and STATE_CHANGED when somebody else has filed one since.
   */
  file(
    seen: SeenCircular,
    circular: TypedCircular,
    given: { bytes: Buffer; address: string },
    by: Actor,
  ): Promise<void>;
  /** Withdraws the version seen. Throws REASON_MISSING and STATE_CHANGED. */
  withdraw(seen: SeenCircular, reason: string, by: Actor): Promise<void>;
}

interface Options {
  database: Pick<Database, 'transaction'>;
  store: CircularStore;
  audit: Pick<Audit, 'write'>;
  clock: Clock;
  /** Looks into a PDF as verification does; throws NOT_A_PDF, PDF_TOO_COMPLEX and its like. */
  checkPdf(file: { bytes: Buffer; address: string }): Promise<CircularFileFacts>;
}

/** The service. */
export function createCircularService(options: Options): CircularService {
  const { database, store, audit, clock, checkPdf } = options;
  return {
    async file({ campaign, region, version: seen }, circular, given, by) {
      if (seen >= VERSIONS_MAX) throw new AppError('CIRCULARS_TOO_MANY', { limit: VERSIONS_MAX });
      requirePlainPdf(given.bytes);
      const file = await checkPdf(given);
      const version = seen + 1;
      const made = {
        ...{ _id: `${campaign}:${region}:${version}`, campaign, region, version, ...circular },
        ...{ file, at: clock.now(), by: by.actor, withdrawn: null },
      };
      const data = { campaign, region, version, sha256: file.sha256 };
      try {
        await database.transaction(async (transaction) => {
          const known = await store.history(campaign, region);
          if ((known.at(-1)?.version ?? 0) !== seen) throw new AppError('STATE_CHANGED');
          await store.add(made, given.bytes, transaction);
          await audit.write({ event: 'circular.filed', data, ...by }, transaction);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
        throw error;
      }
    },
    async withdraw({ campaign, region, version }, typed, by) {
      const reason = typed.trim().slice(0, REASON_MAX);
      if (reason === '') throw new AppError('REASON_MISSING');
      const withdrawn = { at: clock.now(), by: by.actor, reason };
      const data = { campaign, region, version, reason };
      await database.transaction(async (transaction) => {
        const isDone = await store.withdraw({ campaign, region, version }, withdrawn, transaction);
        if (!isDone) throw new AppError('STATE_CHANGED');
        await audit.write({ event: 'circular.withdrawn', data, ...by }, transaction);
      });
    },
  };
}
