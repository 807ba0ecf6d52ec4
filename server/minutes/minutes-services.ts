// What the pages about one person's attendance are built from; the composition root hands it in.
import type { AttendanceService } from '../attendance/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Seat } from '../invitations/index.ts';
import type { AmendmentDesk, LogService } from '../log/index.ts';
import type { ObjectionService } from '../objections/index.ts';
import type { OfficialServices } from '../official/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { SharedRoomStore } from '../shared-rooms/index.ts';

export interface MinutesServices {
  official: OfficialServices;
  attendance: AttendanceService;
  objections: ObjectionService;
  rooms: Pick<SharedRoomStore, 'findRoom' | 'listOfPerson'>;
  log: Pick<LogService, 'inclusionOf' | 'amendmentsOf'>;
  amendments: Pick<AmendmentDesk, 'withdraw' | 'correctName'>;
  /** Also one that has ended: its record stays. */
  findRegistration(id: string): Promise<Registration | undefined>;
}

/** A person as staff look them up. */
export interface Person {
  registration: Registration;
  seat: Seat;
  session: SessionDocument;
}

/** The person of a registration with their surroundings; throws NOT_FOUND. */
export async function getPerson(services: MinutesServices, id: string): Promise<Person> {
  const registration = await services.findRegistration(id);
  const session = registration && services.official.event.live.find(registration.session);
  const seat = registration && (await services.official.people.invitations.find(registration.seat));
  if (!registration || !session || !seat) throw new AppError('NOT_FOUND');
  return { registration, seat, session };
}

/** True once minutes may be corrected: the session has ended. */
export const canCorrect = ({ status }: SessionDocument): boolean => status.endedAt !== null;
