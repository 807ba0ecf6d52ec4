// The roster of a session taken over by another one: its offices, each with a link of its own.
import type { ClientSession } from '../core/database.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { RosterStore } from './roster-store.ts';
import { deriveStageCode, hashStageCode } from './stage-code.ts';

/**
 * Copies the offices that were added by hand and whose link was not withdrawn; the planned speakers
 * come into a roster by themselves. Links of the new session are new ones.
 */
export async function copyRoster(
  { store, secret }: { store: Pick<RosterStore, 'list' | 'insert'>; secret: Buffer },
  { from, to }: { from: SessionDocument; to: SessionDocument },
  transaction: ClientSession,
): Promise<void> {
  const planned = new Set(from.speakers.map(({ code }) => code));
  const added = (await store.list(from._id)).filter(
    ({ code, issue }) => issue > 0 && !planned.has(code),
  );
  for (const { code, role, title, order } of added) {
    const person = { session: to._id, code, role, title, order };
    const hash = hashStageCode(secret, deriveStageCode(secret, person, 1));
    await store.insert(
      { ...person, _id: `${to._id}:${code}`, issue: 1, hash, replaced: [] },
      transaction,
    );
  }
}
