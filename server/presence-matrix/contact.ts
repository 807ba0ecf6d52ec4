// How staff reach a registered official.
import type { Registration } from '../registrations/index.ts';

/** "0812 …" as a telephone link, an address of mail as a mail link. */
export const contactLink = (contact: string): string =>
  contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(/[^\d+]/g, '')}`;

/** Who holds a seat, as staff see them. */
export const holderView = ({ _id, acting, name, contact }: Registration) => ({
  /** Their minutes. */
  link: `/kendali/orang/${_id}`,
  name: `${acting} ${name}`.trim(),
  contact,
  contactLink: contactLink(contact),
});
export type HolderView = ReturnType<typeof holderView>;
