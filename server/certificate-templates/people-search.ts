// Somebody of the session by a part of their name, for a preview with their own data.
import type { TemplateEvent } from './template-services.ts';

export interface FoundPerson {
  id: string;
  name: string;
  seat: string;
}

/** Most people that a search shows. */
const SHOWN = 8;

/** The first people whose name holds all the words; case is of no account. */
export async function findPeople(
  event: Pick<TemplateEvent, 'people' | 'invitations'>,
  session: string,
  search: string,
): Promise<FoundPerson[]> {
  const words = search.toLocaleLowerCase('id').split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const people = await event.people(session);
  const fitting = people.filter(({ name }) => {
    const folded = name.toLocaleLowerCase('id');
    return words.every((word) => folded.includes(word));
  });
  return Promise.all(
    fitting.slice(0, SHOWN).map(async ({ _id, name, seat }) => {
      const found = await event.invitations.find(seat);
      return { id: _id, name, seat: found ? `${found.title}, ${found.place}` : '' };
    }),
  );
}
