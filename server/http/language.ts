// The visitor's language: a cookie's choice, else Indonesian.

export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Narrows a cookie's value to a language of ours; Indonesian when it is none. */
export const languageOf = (value: string | undefined): Language => (value === 'en' ? 'en' : 'id');
