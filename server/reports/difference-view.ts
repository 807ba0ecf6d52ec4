// The comparison with the session before, as the page shows it.
import type { SessionDocument } from '../sessions/index.ts';
import { CHANGES, type Difference } from './difference.ts';
import type { Words } from './report-columns.ts';

/** Counts of regions and seats by change, and which regions; undefined without a session before. */
export function differenceView(
  difference: Difference | undefined,
  session: SessionDocument,
  words: Words,
) {
  if (!difference) return undefined;
  const { earlier, regions, regionCounts, seatCounts } = difference;
  return {
    earlier: earlier.title,
    slug: earlier.slug,
    date: `${earlier.date}T00:00:00Z`,
    isModel: session.kind === 'rehearsal' && earlier.date === session.date,
    /** Nobody came then: the comparison says nothing of regions. */
    isEmpty: regionCounts.both + regionCounts.gone === 0,
    rows: CHANGES.map((change) => ({
      change,
      label: words(`change.${change}`),
      regions: regionCounts[change],
      seats: seatCounts[change],
    })),
    lists: (['gone', 'new'] as const).map((change) => ({
      change,
      title: words(`difference.${change}`),
      regions: regions.filter((region) => region.change === change),
    })),
  };
}
