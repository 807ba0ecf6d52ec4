// Who may call which command, and as whom: checks on what the handshake found.
import type { AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { isAtLeast, type StaffRole } from '../http/staff-roles.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SocketCaller } from './socket-caller.ts';

/** Who may call a command: each throws NOT_SIGNED_IN for somebody who may not. */
export const anybody = () => undefined;
/** Somebody who takes part: an official, a shared screen, a speaker or staff. */
export const participant = ({ official, room, lectern, staff }: SocketCaller) => {
  if (!official && !room && !lectern && !staff) throw new AppError('NOT_SIGNED_IN');
};
/** A checked-in official. */
export const onlyOfficial = (caller: SocketCaller) => {
  if (!caller.official) throw new AppError('NOT_SIGNED_IN');
};
/** Staff of the session's campaign, an auditor too: for what is only read. */
export const onlyStaff = (caller: SocketCaller) => {
  if (!caller.staff) throw new AppError('NOT_SIGNED_IN');
};
const requireRole = (caller: SocketCaller, needed: StaffRole) => {
  onlyStaff(caller);
  if (!isAtLeast(caller.staff?.role ?? null, needed)) throw new AppError('FORBIDDEN');
};
/** Who runs sessions. */
export const onlyHost = (caller: SocketCaller) => requireRole(caller, 'host');
/** Who moderates, and who runs sessions. */
export const onlyModerator = (caller: SocketCaller) => requireRole(caller, 'moderator');
/** Who runs sessions, or who reads the clauses at the lectern. */
export const hostOrReader = (caller: SocketCaller) => {
  if (caller.lectern?.role !== 'reader') onlyHost(caller);
};
/** Who types captions: moderators, or who has the stenographer's link. */
export const captionTyper = (caller: SocketCaller) => {
  if (!caller.captioner) onlyModerator(caller);
};
/** The official who calls; throws NOT_SIGNED_IN. */
export const officialOf = (caller: SocketCaller): Registration => {
  if (!caller.official) throw new AppError('NOT_SIGNED_IN');
  return caller.official;
};
/** Staff or the lectern as the audit names them: a lectern by its office. */
export const actorOf = ({ staff, lectern, stagePerson }: SocketCaller): AuditActor => {
  if (staff) return { kind: 'staff', id: staff.account, label: staff.name };
  const id = lectern?.speaker ?? '';
  return { kind: 'lectern', id, label: stagePerson?.title ?? id };
};
/** An official or a shared screen: who may ask for the floor. */
export const fromAudience = ({ official, room }: SocketCaller) => {
  if (!official && !room) throw new AppError('NOT_SIGNED_IN');
};
/** Somebody of the stage's roster. */
export const onlyLectern = ({ stagePerson }: SocketCaller) => {
  if (!stagePerson) throw new AppError('NOT_SIGNED_IN');
};

/** Throws NOT_SIGNED_IN when the caller's sign-in was ended: a socket outlives its cookie. */
export async function requireSignedIn(
  { staff }: SocketCaller,
  isSignedIn: (staffSession: string) => Promise<boolean>,
): Promise<void> {
  if (staff && !(await isSignedIn(staff.session))) throw new AppError('NOT_SIGNED_IN');
}

/** The caller's session as it is now; throws NOT_FOUND. */
export function sessionOf(caller: SocketCaller, live: LiveSessions): SessionDocument {
  const session = live.find(caller.session);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}
