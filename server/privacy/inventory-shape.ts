// How the inventory says what a collection holds of a person, how it is found, and what becomes of it.

/** What a rule of retention may name; a request is about all of them. */
export const ERASE_GROUPS = ['identity', 'contact', 'words', 'traces'] as const;
/**
 * identity: names, salts, strokes, certificates' files. contact: addresses, numbers, PINs. words:
 * what was written by or about a person. traces: devices and network addresses.
 */
export type EraseGroup = (typeof ERASE_GROUPS)[number];

/** What stands where a name was. */
export const ERASED_NAME = '(data dihapus)';
/** An author who is no more, before the document's own id: unique indexes stay satisfied. */
export const ERASED_AUTHOR = 'dihapus-';

/**
 * What leads from a person to a document. self: `_id` is the registration. seat: `_id` is the seat.
 * target: `target` is the seat.
 * mailed: the same, of what was sent while they held it, whoever has it now. region: what was said of their region. import: rows of the session's
 * contact files. actor, subject: events by them, events about them. certificates: see their eraser.
 */
export type Lead =
  | 'self'
  | 'registration'
  | 'seat'
  | 'target'
  | 'mailed'
  | 'region'
  | 'import'
  | 'audit'
  | 'certificates';

export interface EraseRule {
  group: EraseGroup;
  /** What stands there afterwards; `own`: ERASED_AUTHOR and the document's id. */
  to: string | null | { own: true };
  /** Only of documents that are so. */
  when?: Record<string, unknown>;
  /** Ends every way back to the registration, and says when. */
  ends?: true;
}

export interface Holding {
  /** The collection's name. */
  name: string;
  /** Without it nothing in it is a person's but what staff are named by. */
  of?: Lead;
  /** The documents go as a whole, with any of these groups. */
  remove?: readonly EraseGroup[];
  /** By field, dotted below the schema's own; in this order. */
  erase?: Readonly<Record<string, EraseRule>>;
  /** The schema's other fields: no value of a person, or one that stays. */
  keep: readonly string[];
  /** Why something of a person stays: `privacy.why.<why>` of the catalogue. */
  why?: 'proof' | 'minutes' | 'record' | 'staff' | 'wish' | 'technical';
  /** Shown on a person's own page: fields, dotted; `own-data.fields.<field>` names each. */
  show?: readonly string[];
  /** Personal and never shown: it lets somebody in. */
  hidden?: readonly string[];
}

/** A list written as one text. */
export const fields = (text: string): string[] => text.split(' ').filter((one) => one !== '');
