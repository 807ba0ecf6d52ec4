// The session office: what it asks of sessions, campaigns, seats and signatures, and its pages.
import { requireDrawableWords } from './certificate-templates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { addSeats } from './compose-samples.ts';
import type { Templates } from './compose-templates.ts';
import { newId } from './core/ids.ts';
import {
  createNoteService,
  createNoteStore,
  createOfficeRoutes,
  createOfficeService,
  createPlanService,
  createPlanStore,
  createTextRoutes,
  createTextService,
  createTraceStore,
} from './session-office/index.ts';

export type SessionOfficeParts = Awaited<ReturnType<typeof composeSessionOffice>>;

/** Builds it; nothing of it runs by itself. */
export async function composeSessionOffice(
  base: Base,
  domains: Domains,
  printing: { canPrint(text: string): boolean; templates: Pick<Templates, 'trial' | 'wordingOf'> },
) {
  const { trial, wordingOf } = printing.templates;
  const { database, time, clock, catalogue } = base;
  const { audit, live, stores, signatures, invitations, regionsOf } = domains;
  const { connection } = database;
  const [plans, notes] = [createPlanStore(connection), createNoteStore(connection)];
  await Promise.all([plans.ensureIndexes(), notes.ensureIndexes()]);
  const common = { database, audit, clock, live };
  const texts = createTextService({
    ...common,
    store: stores.campaignTexts,
    campaigns: stores.campaigns,
    sessions: stores.sessions,
    async requireDrawable(campaign, session) {
      const wording = await wordingOf(session._id, 'declaration');
      await requireDrawableWords(trial, campaign, { session, wording }, 'id');
    },
  });
  const newIdOf = () => newId(time.random);
  const services = {
    ...{ live, catalogue, texts, campaigns: stores.campaigns },
    office: createOfficeService({
      ...{ database, audit, live, texts, newId: newIdOf },
      store: stores.sessions,
      traces: createTraceStore(connection),
      findCampaign: stores.campaigns.find,
      addSeats: (session, campaign, transaction) =>
        addSeats(session, campaign, { invitations, regionsOf, newId: newIdOf }, { transaction }),
    }),
    plans: createPlanService({ ...common, store: stores.sessions, plans, texts }),
    notes: createNoteService({ database, store: notes, audit, time }),
    countSignatures: signatures.count,
    canPrint: printing.canPrint,
  };
  return { ...services, routes: [...createOfficeRoutes(services), ...createTextRoutes(services)] };
}
