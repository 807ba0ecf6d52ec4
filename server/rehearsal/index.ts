// The rehearsal's one door: the outside of it, for the command line.

export { checkLimits } from './check-limits.ts';
export { describeOutcome } from './describe-outcome.ts';
export { createHttpClient, type HttpClient } from './http-client.ts';
export { failureCounts, type JournalEntry } from './journal.ts';
export { createRehearsalApi, type Rehearsal, type RehearsalApi } from './rehearsal-api.ts';
export { formatTable, type RehearsalReport, reportRows } from './report-table.ts';
export { type RehearsalOutcome, type RehearsalParts, runRehearsal } from './run-rehearsal.ts';
export { seededRandom } from './seeded-random.ts';
