// Which test files run side by side and which one after the other: two lanes use two cores, and what
// measures time has a neighbour that mostly waits.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** In this order: what is quick and pure says first what is wrong. */
const KINDS = ['rules', 'refusals', 'behaviour', 'live', 'e2e'];
const QUICK = ['rules', 'refusals', 'behaviour'];
/** Without a limit that a busy machine could break, all pages first: beside the quick kinds. */
const PATIENT = [
  'test/e2e/pages.e2e.ts',
  'test/accounts/roles-walk.live.ts',
  'test/api/answers.live.ts',
  'test/audit/staff-acts.live.ts',
  'test/certificate-desk/killed.live.ts',
  'test/contacts/killed.live.ts',
  'test/delivery/killed.live.ts',
  'test/migrations/upgrade.live.ts',
  'test/e2e/accounts.e2e.ts',
  'test/e2e/campaign-office.e2e.ts',
  'test/e2e/campaigns.e2e.ts',
  'test/e2e/certificate-desk.e2e.ts',
  'test/e2e/dossier.e2e.ts',
  'test/e2e/follow-up.e2e.ts',
  'test/e2e/minutes.e2e.ts',
  'test/e2e/privacy.e2e.ts',
  'test/e2e/session-office.e2e.ts',
  'test/e2e/templates.e2e.ts',
  'test/e2e/verification.e2e.ts',
];
/** Servers of their own that are killed, frozen and waited for: beside what is named nowhere. */
const WAITING = [
  'test/faults/storm.live.ts',
  'test/rehearsal/rehearsal.live.ts',
  'test/rehearsal/restless.live.ts',
  'test/realtime/return.live.ts',
  'test/realtime/two-processes.live.ts',
  'test/ceremony/window-killed.live.ts',
  'test/control/database-down.live.ts',
  'test/privacy/killed.live.ts',
  'test/e2e/stage.e2e.ts',
];
/** Limits of a second or so: without a neighbour. */
const ALONE = [
  'test/control/control-room.live.ts',
  'test/official/official.live.ts',
  'test/realtime/flood.live.ts',
  'test/signatures/kill.live.ts',
  'test/start/start.live.ts',
  'test/talk/crowd.live.ts',
  'test/e2e/board.e2e.ts',
  'test/e2e/event.e2e.ts',
  'test/e2e/lectern.e2e.ts',
  'test/e2e/matrix.e2e.ts',
  'test/e2e/official.e2e.ts',
  'test/e2e/talk.e2e.ts',
];
const NAMED = [...PATIENT, ...WAITING, ...ALONE];

const kindOf = (file: string): string => file.split('.').at(-2) ?? '';

/**
 * Groups run one after the other, the lanes of a group side by side. Every file is in exactly one
 * lane; throws for a file that is named here and is not there.
 */
export function planLanes(files: readonly string[]): string[][][] {
  const ordered = [...files].sort(
    (a, b) => KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b)) || a.localeCompare(b),
  );
  const lost = NAMED.filter((file) => !files.includes(file));
  if (lost.length > 0) throw new Error(`No such test file: ${lost.join(', ')}`);
  const others = ordered.filter((file) => !NAMED.includes(file));
  const quick = others.filter((file) => QUICK.includes(kindOf(file)));
  const slow = others.filter((file) => !QUICK.includes(kindOf(file)));
  return [[quick, PATIENT], [WAITING, slow], [ALONE]];
}

/** Paths of all test files below `root`, from there, with slashes. */
export async function findTestFiles(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'test'), { recursive: true });
  return entries
    .map((entry) => `test/${entry.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && KINDS.includes(kindOf(file)));
}
