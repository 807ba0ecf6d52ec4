// Programs that ask with a bearer token: who they act for, and how far that reaches.
import { AppError } from '../core/app-error.ts';
import type { Scope } from './scopes.ts';
import type { Grant } from './staff-roles.ts';

/** Who a program acts for. */
export interface Program {
  /** As the audit names it: the member of staff whose token it is, or this machine. */
  actor: { kind: 'staff' | 'machine'; id: string; label: string };
  /** What they may do, each in a campaign or in all. */
  grants: readonly Grant[];
}

/** What a program asks for: the route's scope, where it says so, in these campaigns. */
export interface MachineRequest {
  scope: Scope | undefined;
  /** Without them in any: the handler looks at the grants itself. */
  campaigns: readonly string[] | undefined;
}

/**
 * The program of an Authorization header; undefined when its token is unknown or over. Throws
 * SCOPE_LACKING, FORBIDDEN or TOO_MANY_REQUESTS for a token that holds and may not do this now.
 */
export type FindProgram = (
  authorization: string | undefined,
  asked: MachineRequest,
) => Promise<Program | undefined>;

/** The program that asks; throws NOT_SIGNED_IN where a route let none through. */
export function programOf(program: Program | undefined): Program {
  if (!program) throw new AppError('NOT_SIGNED_IN');
  return program;
}
