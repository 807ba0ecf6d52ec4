// What the page "Kontak" shows: contacts so far, the last file's dry run or progress, its bad rows.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { Seat } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Contact, ContactImport, ImportRow } from './contact-model.ts';

/** Bad rows on the page; the file has them all. */
export const BAD_SHOWN = 200;

export interface ContactFacts {
  session: SessionDocument;
  seats: Pick<Seat, '_id'>[];
  contacts: Pick<Contact, 'target' | 'email'>[];
  latest: ContactImport | undefined;
  bad: ImportRow[];
}

/** Texts of the area, in the visitor's language. */
export type Words = (key: string, parameters?: Record<string, string | number>) => string;
export const wordsOf =
  (catalogue: Catalogue, language: Language): Words =>
  (key, parameters) =>
    catalogue.text(language, `contacts.${key}`, parameters);

/** A row's reason as a sentence: what is wrong, and what was likely meant. */
export const reasonOf = ({ problem, value, hint }: ImportRow, words: Words): string => {
  const key = hint === '' ? `problems.${problem}` : `hints.${problem}`;
  return words(key, { value, hint });
};

/** The view of templates/pages/contacts.hbs. */
export function contactView({ session, seats, contacts, latest, bad }: ContactFacts, words: Words) {
  const withContact = new Set(contacts.map(({ target }) => target));
  const count = latest ? latest.total - latest.good : 0;
  return {
    slug: session.slug,
    session: session.title,
    figures: {
      seats: seats.length,
      filled: seats.filter(({ _id }) => withContact.has(_id)).length,
      emails: contacts.filter(({ email }) => email !== '').length,
      coordinators: contacts.filter(({ target }) => target.includes(':')).length,
    },
    latest: latest && {
      id: latest._id,
      isChecked: latest.state === 'checked',
      mayBegin: latest.state === 'checked' && latest.good > 0,
      isRunning: latest.state === 'running',
      isDone: latest.state === 'done',
      ...{ total: latest.total, good: latest.good, taken: latest.taken, shared: latest.shared },
      bad: count,
      at: latest.checkedAt,
      by: latest.by.label,
    },
    bad: bad.map((row) => ({ line: row.line, label: row.label, reason: reasonOf(row, words) })),
    hasMoreBad: count > bad.length,
  };
}
