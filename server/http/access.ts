// The table of who may call what; the router asks it before a handler runs.
import { AppError } from '../core/app-error.ts';
import type { Access } from './define-route.ts';
import { isOwner, type Visitor } from './visitor.ts';

const RULES: Record<Exclude<Access, 'machine'>, (visitor: Visitor) => boolean> = {
  public: () => true,
  signed: () => true,
  official: (visitor) => visitor.official !== undefined,
  room: (visitor) => visitor.room !== undefined,
  coordinator: (visitor) => visitor.coordinator !== undefined,
  lectern: (visitor) => visitor.lectern !== undefined,
  captioner: (visitor) => visitor.captioner !== undefined,
  staff: (visitor) => visitor.staff !== undefined,
  owner: isOwner,
};

/** Throws NOT_SIGNED_IN for a stranger and FORBIDDEN for a member of staff without the role. */
export function requireAccess(access: Access, visitor: Visitor, isMachine: boolean): void {
  const allowed = access === 'machine' ? isMachine : RULES[access](visitor);
  if (allowed) return;
  throw new AppError(access === 'owner' && visitor.staff ? 'FORBIDDEN' : 'NOT_SIGNED_IN');
}
