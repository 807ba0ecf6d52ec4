// What `--json` writes: the table's figures, the officials' journal, and a few certificates.
import type { JournalEntry } from './journal.ts';
import type { RehearsalCertificate } from './rehearsal-api.ts';
import type { RehearsalOutcome } from './run-rehearsal.ts';

/** One official's own record without the code that opens the seat. */
const withoutCode = ({ code: _, ...entry }: JournalEntry): Omit<JournalEntry, 'code'> => entry;

/** The outcome as plain data; durations in milliseconds. */
export function describeOutcome(
  { report, officials, rehearsal }: RehearsalOutcome,
  certificates: readonly RehearsalCertificate[],
) {
  return {
    session: rehearsal.session,
    table: {
      officials: report.officials,
      arrived: report.arrival.count,
      arrivalP50Ms: report.arrival.p50,
      arrivalP99Ms: report.arrival.p99,
      signed: report.signing.count,
      signingP50Ms: report.signing.p50,
      signingP99Ms: report.signing.p99,
      boardP50Ms: report.boardDelay.p50,
      boardP99Ms: report.boardDelay.p99,
      minutes: report.minutes,
      lost: report.lost,
    },
    board: report.board,
    certificates,
    journal: officials.map(({ entry }) => withoutCode(entry)),
  };
}
