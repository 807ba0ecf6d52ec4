// The order in which the roster is listed, and in which the control room sees it.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { RosterStore } from './roster-store.ts';
import type { StagePerson } from './stage-model.ts';

export interface MoveRequest {
  session: string;
  code: string;
  /** The place that they are to have, from 1; beyond the end is the last one. */
  place: number;
  by: Actor;
}

/** Who gets another order when `code` comes to `place`; nobody when they are there already. */
export function reordered(
  people: readonly StagePerson[],
  code: string,
  place: number,
): { person: StagePerson; order: number }[] {
  const moved = people.find((one) => one.code === code);
  if (!moved || people.indexOf(moved) === Math.min(place, people.length) - 1) return [];
  const rest = people.filter((one) => one !== moved);
  const all = [...rest.slice(0, place - 1), moved, ...rest.slice(place - 1)];
  return all
    .map((person, index) => ({ person, order: index + 1 }))
    .filter(({ person, order }) => person.order !== order);
}

/**
 * Brings somebody to a place; repeated it changes nothing. Throws NOT_FOUND, and STATE_CHANGED when
 * somebody else was faster.
 */
export async function move(
  { session, code, place, by }: MoveRequest,
  { database, store, audit }: { database: Database; store: RosterStore; audit: Audit },
): Promise<void> {
  const people = await store.list(session);
  const person = people.find((one) => one.code === code);
  if (!person) throw new AppError('NOT_FOUND');
  const changes = reordered(people, code, place);
  if (changes.length === 0) return;
  await database.transaction(async (transaction) => {
    if (!(await store.setOrders(changes, transaction))) throw new AppError('STATE_CHANGED');
    const data = { person: code, title: person.title, place: Math.min(place, people.length) };
    await audit.write({ event: 'stage.person-moved', data, session, ...by }, transaction);
  });
}
