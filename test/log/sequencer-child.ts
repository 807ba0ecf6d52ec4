// A process of its own that is a sequencer and nothing else. It stops itself (SIGSTOP) between what
// it has read and what it is about to write, when told to.
import { connectDatabase } from '../../server/core/database.ts';
import { createLogWorld, signerOf } from './log-world.ts';

export interface ChildSettings {
  uri: string;
  name: string;
  session: string;
  pem: string;
  leaseMs: number;
  /** Before this write it stops itself, once. */
  stopAt: 'entries' | 'head' | null;
}

/** What it tells: that it stops now, or how a turn ended. */
export type ChildNews =
  | { kind: 'stopping' }
  | { kind: 'turn'; added: number | null; leading: boolean };

const settings: ChildSettings = JSON.parse(process.argv[2] ?? '{}');
const tell = (news: ChildNews) =>
  new Promise<void>((resolve) => process.send?.(news, () => resolve()));

let stopAt = settings.stopAt;
const database = await connectDatabase(settings.uri, settings.name);
const world = await createLogWorld(database, signerOf(settings.pem, ''));
const sequencer = world.process({
  sessions: [settings.session],
  timing: { leaseMs: settings.leaseMs },
  async beforeWrite(step) {
    if (step !== stopAt) return;
    stopAt = null;
    await tell({ kind: 'stopping' });
    process.kill(process.pid, 'SIGSTOP');
  },
});
for (;;) {
  const added = await sequencer.turn();
  await tell({ kind: 'turn', added: added ?? null, leading: sequencer.isLeading() });
  await new Promise((resolve) => setTimeout(resolve, 40));
}
