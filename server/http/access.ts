// The table of who may call what; the router asks it before a handler runs. An auditor reads and
// changes nothing: whatever staff send with POST asks for more than their role.
import { AppError } from '../core/app-error.ts';
import type { Access, AnyRoute } from './define-route.ts';
import { isAtLeast, type StaffRole } from './staff-roles.ts';
import type { Visitor } from './visitor.ts';

type Cookies = Exclude<Access, 'machine' | StaffAccess>;
type StaffAccess = 'staff' | 'host' | 'moderator' | 'owner' | 'self';

const RULES: Record<Cookies, (visitor: Visitor) => boolean> = {
  public: () => true,
  signed: () => true,
  official: (visitor) => visitor.official !== undefined,
  room: (visitor) => visitor.room !== undefined,
  coordinator: (visitor) => visitor.coordinator !== undefined,
  lectern: (visitor) => visitor.lectern !== undefined,
  captioner: (visitor) => visitor.captioner !== undefined,
};

const mayRead: Record<StaffAccess, (role: StaffRole | null) => boolean> = {
  staff: (role) => role !== null,
  // What is read there lets its reader act as somebody else.
  host: (role) => isAtLeast(role, 'host'),
  moderator: (role) => role !== null,
  owner: (role) => role === 'owner' || role === 'auditor',
  self: () => true,
};
const mayChange: Record<StaffAccess, (role: StaffRole | null) => boolean> = {
  staff: (role) => isAtLeast(role, 'host'),
  host: (role) => isAtLeast(role, 'host'),
  moderator: (role) => isAtLeast(role, 'moderator'),
  owner: (role) => role === 'owner',
  self: () => true,
};

const isStaffAccess = (access: Access): access is StaffAccess => access in mayRead;

/**
 * Throws NOT_SIGNED_IN for a stranger, FORBIDDEN for a member of staff without the role, and
 * SECOND_FACTOR_REQUIRED for one who must add a second factor first.
 */
export function requireAccess(
  { access, method }: Pick<AnyRoute, 'access' | 'method'>,
  visitor: Visitor,
  isMachine: boolean,
): void {
  if (access === 'machine') {
    if (!isMachine) throw new AppError('NOT_SIGNED_IN');
    return;
  }
  if (!isStaffAccess(access)) {
    if (!RULES[access](visitor)) throw new AppError('NOT_SIGNED_IN');
    return;
  }
  const { staff } = visitor;
  if (!staff) throw new AppError('NOT_SIGNED_IN');
  if (staff.mustAddFactor && access !== 'self') throw new AppError('SECOND_FACTOR_REQUIRED');
  const rule = method === 'get' ? mayRead : mayChange;
  if (!rule[access](staff.role)) throw new AppError('FORBIDDEN');
}
