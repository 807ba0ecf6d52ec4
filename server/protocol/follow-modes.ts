// How an official follows the broadcast; kept on the device, for its pages and for the server.

export const MODES = ['video', 'audio', 'text'] as const;
export type Mode = (typeof MODES)[number];

/** Readable by the pages' script, which writes it too. */
export const MODE_COOKIE = 'ikrar_cara';
export const MODE_SECONDS = 365 * 24 * 3600;

/** A kept or sent value as a mode; undefined for anything else. */
export const modeOf = (value: unknown): Mode | undefined => MODES.find((mode) => mode === value);
