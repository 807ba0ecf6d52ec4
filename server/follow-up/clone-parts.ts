// What a cloned campaign takes over: its library, and the offices of Bawaslu where the regions are
// the same.
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { ClientSession } from '../core/database.ts';
import type { LibraryStore } from './library-store.ts';
import type { ReportingChange, ReportingStore } from './reporting-store.ts';

interface Pair {
  from: Campaign;
  to: Campaign;
}

/**
 * Copies the entries; their files are shared, because they lie under their own hash. Throws
 * STATE_CHANGED when one of them was removed meanwhile.
 */
export async function copyLibrary(
  { store, newId }: { store: LibraryStore; newId: () => string },
  { from, to }: Pair,
  change: Omit<ReportingChange, 'campaign'>,
  transaction: ClientSession,
): Promise<void> {
  const { at: changedAt, by } = change;
  const entries = (await store.list(from._id)).map(({ place: _place, ...entry }) => ({
    ...{ ...entry, _id: newId(), campaign: to._id, changedAt, by },
  }));
  for (const sha256 of new Set(entries.flatMap(({ file }) => (file ? [file.sha256] : [])))) {
    // An entry that lost its file since the list was read.
    if (!(await store.claimFile(sha256, transaction))) throw new AppError('STATE_CHANGED');
  }
  await store.add(entries, transaction);
}

/** Copies the offices of regions that both campaigns have. */
export async function copyReporting(
  store: ReportingStore,
  { from, to }: Pair,
  change: Omit<ReportingChange, 'campaign'>,
  transaction: ClientSession,
): Promise<void> {
  if (from.regionSet.file !== to.regionSet.file) return;
  const offices = (await store.list(from._id)).map(
    ({ region, office, address, phone, email, web }) => ({
      ...{ region, office, address, phone, email, web },
    }),
  );
  await store.putMany(offices, { ...change, campaign: to._id }, transaction);
}
