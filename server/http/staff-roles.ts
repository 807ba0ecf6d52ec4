// Roles of staff, each given in one campaign or in all: which one counts where.

/** From the strongest to the weakest; each may do all that the next may. */
export const STAFF_ROLES = ['owner', 'host', 'moderator', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** In place of a campaign's id: all campaigns, and what belongs to none. */
export const EVERYWHERE = '*';

/** A role in a campaign, by its id, or in all of them (EVERYWHERE). */
export interface Grant {
  campaign: string;
  role: StaffRole;
}

const rank = (role: StaffRole): number => STAFF_ROLES.indexOf(role);

/** The stronger of the roles; null for none. */
const strongest = (roles: StaffRole[]): StaffRole | null =>
  roles.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;

/** What the grants give in a campaign; null: nothing. EVERYWHERE asks for the platform itself. */
export const roleIn = (grants: readonly Grant[], campaign: string): StaffRole | null =>
  strongest(
    grants.filter((one) => [campaign, EVERYWHERE].includes(one.campaign)).map(({ role }) => role),
  );

/** The strongest role that they have anywhere; for pages that are about no campaign. */
export const roleAnywhere = (grants: readonly Grant[]): StaffRole | null =>
  strongest(grants.map(({ role }) => role));

/** What counts where something touches several campaigns: the weakest of them, null if one is. */
export function roleInAll(
  grants: readonly Grant[],
  campaigns: readonly string[],
): StaffRole | null {
  const roles = campaigns.map((campaign) => roleIn(grants, campaign));
  return roles.reduce<StaffRole | null>(
    (weakest, role) =>
      weakest === null || role === null || rank(role) < rank(weakest)
        ? role === null || weakest === null
          ? null
          : weakest
        : role,
    roles[0] ?? null,
  );
}

/** Whether a role may do what `needed` may. */
export const isAtLeast = (role: StaffRole | null, needed: StaffRole): boolean =>
  role !== null && rank(role) <= rank(needed);
