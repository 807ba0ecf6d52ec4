// The numbers that server and browser both keep to.

/** Longest name of a person, in characters after trimming. */
export const NAME_MAX = 120;
/** Longest contact (telephone or e-mail), in characters. */
export const CONTACT_MAX = 120;
/** Largest JSON or form body, in bytes. */
export const BODY_MAX = 200_000;
/** Largest PDF that the verification takes, in bytes. */
export const PDF_MAX = 10_000_000;
/** Most strokes of a drawn signature, and most points in all of them. */
export const STROKES_MAX = 200;
export const POINTS_MAX = 6_000;
/** Shortest pause between two board deltas, in milliseconds (two a second). */
export const BOARD_INTERVAL_MS = 500;
/** Shortest pause between two frames to a client, in milliseconds: four in any second, though a
 * busy line brings one of them a tenth of a second late. */
export const FRAME_INTERVAL_MS = 275;
/** Shortest pause between two national figures to an official, in milliseconds (one a second). */
export const NATIONAL_INTERVAL_MS = 1_000;
/** After closing, signatures on their way are still taken for this long, in milliseconds. */
export const CLOSING_GRACE_MS = 5_000;
/** How long a signing window is extended by one step, in milliseconds. */
export const SIGNING_EXTENSION_MS = 5 * 60_000;
/** A window with more than this left is not extended, in milliseconds. */
export const SIGNING_LEFT_MAX_MS = 60 * 60_000;
/** An extension is taken back only if at least this much is then left, in milliseconds. */
export const SIGNING_LEFT_MIN_MS = 60_000;
/** From the last moment at which a signature is taken to the seal at the earliest: what was
 * received then has been written by then, in milliseconds. */
export const SEAL_SETTLE_MS = 5_000;
/** A plain page's presence ends this long after its last refresh, in milliseconds. */
export const PLAIN_GRACE_MS = 90_000;
/** A person's own break of at most this long is no gap in their attendance, in milliseconds. */
export const GAP_BRIDGE_MS = 30_000;
/** The same where the server itself ended the interval before the break. */
export const SERVER_GAP_BRIDGE_MS = 120_000;
/** Largest difference of a process's clock to MongoDB's at which it is trusted, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 500;
/** How often a plain page refreshes itself, in seconds. */
export const PLAIN_REFRESH_S = 60;
/** Longest note of an objection and longest answer to it, in characters. */
export const NOTE_MAX = 1_000;
export const ANSWER_MAX = 500;
/** Most objections of one person to their minutes of one session. */
export const OBJECTIONS_MAX = 5;
/** Longest name of a shared room's place, in characters. */
export const PLACE_MAX = 80;
/** Longest reason that is kept with what it explains, in characters. */
export const REASON_MAX = 500;
/** Largest contact file, in bytes, its most rows and columns, and the longest cell that is read. */
export const SHEET_MAX = 20_000_000;
export const SHEET_ROWS_MAX = 100_000;
export const COLUMNS_MAX = 60;
export const CELL_MAX = 500;
