// README.txt of a bundle, in both languages: what it is and how it is checked.
import { inGroups } from '../evidence-check/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

export interface ReadmeFacts {
  session: Pick<SessionDocument, 'slug' | 'title' | 'date'>;
  rootFingerprint: string;
  madeAt: Date;
}

/** Fills the template (templates/evidence/README.txt): `{name}` by its value. */
export const readmeText = (template: string, facts: ReadmeFacts): string => {
  const { slug, title, date } = facts.session;
  const values: Record<string, string> = {
    ...{ slug, title, date },
    madeAt: facts.madeAt.toISOString(),
    root: inGroups(facts.rootFingerprint),
  };
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
};
