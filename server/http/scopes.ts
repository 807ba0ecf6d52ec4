// What a program's token may be given, each named by a route's `scope`.

export const SCOPES = [
  'read:campaigns',
  'read:reports',
  'read:people',
  'read:certificates',
  'read:evidence',
  'write:contacts',
  'rehearse',
] as const;
export type Scope = (typeof SCOPES)[number];
