// What the staff's forms about one person share: their input, and showing the page again.
import { z } from 'zod';
import { isAppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import type { Language } from '../http/language.ts';
import type { Reply } from '../http/reply.ts';
import type { Visitor } from '../http/visitor.ts';
import { sayIn } from '../official/index.ts';
import { getPerson, type MinutesServices } from './minutes-services.ts';
import { type PersonPageState, personPage } from './person-page.ts';

export const id = z.string().regex(ID_PATTERN);
/** What is too long is shown again with the reason, not thrown away. */
export const typed = z.string().max(20_000).catch('').default('');
export const personParams = z.object({ registration: id });

/** Who asks, as the pages need it. */
export interface Asking {
  visitor: Visitor;
  language: Language;
  address: string;
}

/** The sentence of a refusal that the form can be shown with; other errors are thrown on. */
export const explain = (
  { official }: MinutesServices,
  error: unknown,
  language: Language,
): string => {
  if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
  const say = sayIn(official.visitors.catalogue, language);
  return say(`errors.${error.code}.detail`, error.params);
};

/** The person's page in a state; throws NOT_FOUND. */
export async function showPerson(
  services: MinutesServices,
  registration: string,
  { visitor, language }: Pick<Asking, 'visitor' | 'language'>,
  state: PersonPageState,
): Promise<Reply> {
  const person = await getPerson(services, registration);
  return personPage({ services, person, language, visitor }, state);
}
