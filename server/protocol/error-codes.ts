// Every refusal the server can give: its stable code and its HTTP status (RFC 9110).

/** Code -> HTTP status. The sentence lies in the catalogue under `errors.<code>`. */
export const errorStatus = {
  BAD_REQUEST: 400,
  BAD_JSON: 400,
  INVALID_INPUT: 400,
  NAME_EMPTY: 400,
  NAME_TOO_LONG: 400,
  NAME_CONTROL_CHARACTERS: 400,
  NAME_GLYPH: 400,
  PIN_FORMAT: 400,
  CONTACT_INVALID: 400,
  LOGIN_FORMAT: 400,
  PASSWORD_SHORT: 400,
  REASON_MISSING: 400,
  NOTE_EMPTY: 400,
  NOTE_TOO_LONG: 400,
  NOTE_CONTROL_CHARACTERS: 400,
  ANSWER_EMPTY: 400,
  MINUTES_INVALID: 400,
  PLACE_INVALID: 400,
  NOT_SIGNED_IN: 401,
  CREDENTIALS_WRONG: 401,
  PIN_WRONG: 401,
  FORBIDDEN: 403,
  CSRF_INVALID: 403,
  NOT_FOUND: 404,
  CODE_MALFORMED: 404,
  CODE_UNKNOWN: 404,
  ROOM_CODE_UNKNOWN: 404,
  ROOM_CODE_EXPIRED: 410,
  ROOM_CLOSED: 410,
  CODE_REPLACED: 410,
  CODE_WITHDRAWN: 410,
  LINK_INVALID: 410,
  CERTIFICATE_UNKNOWN: 404,
  REGION_UNKNOWN: 404,
  ROOM_OTHER_REGION: 409,
  NOT_IN_ROOM: 409,
  PIN_NOT_SET: 409,
  SEAT_FILLED: 409,
  SEAT_SIGNED: 409,
  NOT_REGISTERED: 409,
  NOT_CHECKED_IN: 409,
  DOORS_CLOSED: 409,
  SESSION_ENDED: 409,
  SIGNING_NOT_OPEN: 409,
  SIGNING_CLOSED: 409,
  CLAUSES_UNREAD: 409,
  CLAUSE_NOT_READ_YET: 409,
  TRANSITION_ILLEGAL: 409,
  STATE_CHANGED: 409,
  ACCOUNT_EXISTS: 409,
  LAST_OWNER: 409,
  NO_DECLARATION: 409,
  NOT_REHEARSAL: 409,
  SESSION_FULL: 409,
  SESSION_ARCHIVED: 409,
  OBJECTION_OPEN: 409,
  OBJECTION_TOO_MANY: 409,
  TOO_LARGE: 413,
  NOT_A_PDF: 415,
  UNSUPPORTED_TYPE: 415,
  TOO_MANY_ATTEMPTS: 429,
  TOO_MANY_EVENTS: 429,
  UNKNOWN_EVENT: 400,
  INTERNAL: 500,
  STREAM_UNAVAILABLE: 503,
  NOT_READY: 503,
  ADMISSION_WAIT: 503,
  CLOCK_WRONG: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** How a socket command ends when it is refused; the text is in the visitor's language. */
export interface CommandRefusal {
  ok: false;
  code: ErrorCode;
  message: string;
}

/** How a socket command ends: with data or a coded refusal. */
export type CommandResult<T> = { ok: true; data: T } | CommandRefusal;
