// The sessions of a campaign taken over by its clone as plans: agenda, rules and speakers on other
// days, with seats and codes of their own.
import type { Campaign } from '../campaigns/index.ts';
import type { ClientSession } from '../core/database.ts';
import { planInto, type SessionDocument, type SessionStore } from '../sessions/index.ts';
import type { ClonePart } from './make-service.ts';
import { daysBetween, plusDays, sessionSlug } from './new-campaign-rules.ts';

interface Options {
  store: Pick<SessionStore, 'list' | 'insert'>;
  newId(): string;
  /** Makes the seats of a new session with their first codes. */
  addSeats(session: SessionDocument, of: Campaign, transaction: ClientSession): Promise<void>;
}

/** The part `sessions`; rehearsals stay behind. */
export const cloneSessions = ({ store, newId, addSeats }: Options): ClonePart => ({
  name: 'sessions',
  async copy(from, to, transaction, context) {
    const all = await store.list();
    const taken = new Set(all.map(({ slug }) => slug));
    const models = all.filter(({ campaign, kind }) => campaign === from._id && kind === 'official');
    const days = daysBetween(models[0]?.date ?? context.firstDay, context.firstDay);
    for (const model of models) {
      const date = plusDays(model.date, days);
      const slug = sessionSlug(date, taken);
      taken.add(slug);
      const made = planInto(to, model, { _id: newId(), slug, date, isDefault: false });
      await store.insert(made, transaction);
      await addSeats(made, to, transaction);
      context.sessions.push({ from: model, to: made });
    }
  },
});
