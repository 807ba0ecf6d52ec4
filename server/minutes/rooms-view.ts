// The shared rooms that somebody was in, and how it was confirmed that it was them.

import type { Say } from '../official/index.ts';
import type { RoomMember } from '../shared-rooms/index.ts';
import type { MinutesServices, Person } from './minutes-services.ts';
import { clockText, lengthText } from './record-view.ts';

export interface RoomView {
  from: string;
  until: string;
  length: string;
  place: string;
  /** How they confirmed, or that the coordinator vouched and why. */
  how: string;
}

/** A person's memberships in their order, those that have ended too. */
export async function roomViews(
  services: MinutesServices,
  { registration, session }: Pick<Person, 'registration' | 'session'>,
  say: Say,
): Promise<RoomView[]> {
  const now = services.official.visitors.clock.now();
  const found = await services.rooms.listOfPerson(session._id, registration._id);
  const viewOf = async ({ room, how, reason, joinedAt, leftAt }: RoomMember) => ({
    from: clockText(joinedAt.getTime()),
    until: leftAt ? clockText(leftAt.getTime()) : say('minutes.client.now'),
    length: lengthText((leftAt ?? now).getTime() - joinedAt.getTime(), say),
    place: (await services.rooms.findRoom(room))?.place ?? '',
    how: say(`minutes.rooms.how.${how}`, { reason }),
  });
  return Promise.all(found.map(viewOf));
}
