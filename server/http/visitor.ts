// Who is asking: what the cookies of a request or a socket prove, before any database read.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner, type TokenSigner } from '../core/signed-token.ts';
import { MODE_COOKIE } from '../protocol/follow-modes.ts';
import { STAGE_ROLES } from '../protocol/stage.ts';
import type { Grant, StaffRole } from './staff-roles.ts';

export type { Grant, StaffRole } from './staff-roles.ts';

/** An official's way in: which registration, of which session, and the PIN's generation. */
export const officialTokenSchema = z.object({
  registration: z.string(),
  session: z.string(),
  region: z.string(),
  generation: z.int(),
  /** Their turn at a shared screen: the room, and until when (ISO). Their own device has none. */
  turn: z.object({ room: z.string(), until: z.iso.datetime() }).optional(),
});
/** A shared room's screen. */
export const roomTokenSchema = z.object({ room: z.string(), session: z.string() });
/** A phone that has seen a room's code: it may still confirm after the code has changed. */
export const roomVisitTokenSchema = z.object({ room: z.string(), code: z.string() });
/** An opened invitation: the seat, and which issue of its code. */
export const invitationTokenSchema = z.object({
  seat: z.string(),
  session: z.string(),
  issue: z.int(),
});
/** A region's coordinator: which issue of the link was opened. */
export const coordinatorTokenSchema = z.object({
  session: z.string(),
  region: z.string(),
  issue: z.int(),
});
/** A link of the stage's roster: whose (their code), and which issue; without one the first. */
export const lecternTokenSchema = z.object({
  session: z.string(),
  speaker: z.string(),
  role: z.enum(STAGE_ROLES),
  issue: z.int().optional(),
});
/** A stenographer's link, and which issue of it: whoever holds it types the captions of one session. */
export const captionerTokenSchema = z.object({
  session: z.string(),
  issue: z.int().optional(),
});
export type OfficialToken = z.infer<typeof officialTokenSchema>;
export type RoomToken = z.infer<typeof roomTokenSchema>;
export type RoomVisitToken = z.infer<typeof roomVisitTokenSchema>;
export type InvitationToken = z.infer<typeof invitationTokenSchema>;
export type CoordinatorToken = z.infer<typeof coordinatorTokenSchema>;
export type LecternToken = z.infer<typeof lecternTokenSchema>;
export type CaptionerToken = z.infer<typeof captionerTokenSchema>;

/** A signed-in member of staff, as the accounts domain knows them. */
export interface StaffIdentity {
  account: string;
  name: string;
  /** What they may do where this request belongs (see staff-roles.ts); null: nothing. */
  role: StaffRole | null;
  /** All their roles, each in a campaign or in all. */
  grants: Grant[];
  /** This sign-in, so that it can be ended. */
  session: string;
  /** The platform asks for a second factor that this account lacks: until then it only adds one. */
  mustAddFactor?: true;
}

/** Everything a request's cookies prove; each part may be missing. */
export interface Visitor {
  official?: OfficialToken;
  invitation?: InvitationToken;
  /** This browser is a shared room's screen. */
  room?: RoomToken;
  /** It has seen the code of a room that it has not yet joined. */
  roomVisit?: RoomVisitToken;
  coordinator?: CoordinatorToken;
  lectern?: LecternToken;
  captioner?: CaptionerToken;
  staff?: StaffIdentity;
  /** Between password and code; the accounts domain reads it. */
  secondStep?: string;
}

/** The member of staff who asks; throws NOT_SIGNED_IN where a route let nobody through. */
export function staffOf(visitor: Visitor): StaffIdentity {
  if (!visitor.staff) throw new AppError('NOT_SIGNED_IN');
  return visitor.staff;
}

/** Whether the visitor owns the campaign of this request; pages then show what owners change. */
export const isOwner = ({ staff }: Visitor): boolean => staff?.role === 'owner';

/** Whether the visitor may run this campaign's sessions, and so hold links that let others act. */
export const isHost = ({ staff }: Visitor): boolean =>
  staff?.role === 'owner' || staff?.role === 'host';

export const COOKIES = {
  official: 'ikrar_pejabat',
  invitation: 'ikrar_undangan',
  room: 'ikrar_ruang',
  roomVisit: 'ikrar_menuju_ruang',
  coordinator: 'ikrar_koordinator',
  lectern: 'ikrar_mimbar',
  captioner: 'ikrar_takarir',
  staff: 'ikrar_petugas',
  /** Between password and code. */
  secondStep: 'ikrar_langkah',
  language: 'ikrar_bahasa',
  browser: 'ikrar_peramban',
  /** How the device follows; written by its pages and forms, so that the next ones come lighter. */
  mode: MODE_COOKIE,
  /** The form token's own half. */
  form: 'ikrar_formulir',
} as const;

export interface VisitorTokens {
  official: TokenSigner<OfficialToken>;
  invitation: TokenSigner<InvitationToken>;
  room: TokenSigner<RoomToken>;
  roomVisit: TokenSigner<RoomVisitToken>;
  coordinator: TokenSigner<CoordinatorToken>;
  lectern: TokenSigner<LecternToken>;
  captioner: TokenSigner<CaptionerToken>;
}

/** The signers of all visitor cookies, each bound to its own purpose. */
export const createVisitorTokens = (secret: Buffer, clock: Clock): VisitorTokens => ({
  official: createTokenSigner({ secret, clock, purpose: 'official', schema: officialTokenSchema }),
  invitation: createTokenSigner({
    secret,
    clock,
    purpose: 'invitation',
    schema: invitationTokenSchema,
  }),
  room: createTokenSigner({ secret, clock, purpose: 'room', schema: roomTokenSchema }),
  roomVisit: createTokenSigner({
    secret,
    clock,
    purpose: 'room-visit',
    schema: roomVisitTokenSchema,
  }),
  coordinator: createTokenSigner({
    secret,
    clock,
    purpose: 'coordinator',
    schema: coordinatorTokenSchema,
  }),
  lectern: createTokenSigner({ secret, clock, purpose: 'lectern', schema: lecternTokenSchema }),
  captioner: createTokenSigner({
    secret,
    clock,
    purpose: 'captioner',
    schema: captionerTokenSchema,
  }),
});

/** Looks up a staff cookie; undefined when it is unknown or over. */
export type FindStaff = (token: string) => Promise<StaffIdentity | undefined>;

/** Reads all that `cookies` (name to value) prove. */
export async function readVisitor(
  cookies: Record<string, string | undefined>,
  tokens: VisitorTokens,
  findStaff: FindStaff,
): Promise<Visitor> {
  const official = tokens.official.read(cookies[COOKIES.official]);
  const invitation = tokens.invitation.read(cookies[COOKIES.invitation]);
  const room = tokens.room.read(cookies[COOKIES.room]);
  const roomVisit = tokens.roomVisit.read(cookies[COOKIES.roomVisit]);
  const coordinator = tokens.coordinator.read(cookies[COOKIES.coordinator]);
  const lectern = tokens.lectern.read(cookies[COOKIES.lectern]);
  const captioner = tokens.captioner.read(cookies[COOKIES.captioner]);
  const secondStep = cookies[COOKIES.secondStep];
  const staffCookie = cookies[COOKIES.staff];
  const staff = staffCookie ? await findStaff(staffCookie) : undefined;
  return {
    ...(official && { official }),
    ...(invitation && { invitation }),
    ...(room && { room }),
    ...(roomVisit && { roomVisit }),
    ...(coordinator && { coordinator }),
    ...(lectern && { lectern }),
    ...(captioner && { captioner }),
    ...(staff && { staff }),
    ...(secondStep !== undefined && { secondStep }),
  };
}
