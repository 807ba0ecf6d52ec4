// What a program's token may be given, each named by a route's `scope`.

export const SCOPES = ['read:reports', 'read:evidence', 'rehearse'] as const;
export type Scope = (typeof SCOPES)[number];
