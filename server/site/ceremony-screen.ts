// The ceremony on a projector: the clause large, the petals, the counter, the countdown, the seal.
// Anybody may see it, as they may the board.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { presentMoments } from '../ceremony/index.ts';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { page } from '../http/reply.ts';
import type { PetalState } from '../http/views/ornament/kawung.ts';
import type { BoardCounters } from '../protocol/board.ts';
import { sceneWords } from '../protocol/ceremony-words.ts';
import { clauseAtHand, clausesRead } from '../protocol/official-screen.ts';
import { getSession, type SessionDocument, statusOf } from '../sessions/index.ts';
import type { SiteServices } from './site-services.ts';

/** A text of more characters is set smaller. */
const LONG = 150;

/** Routes /upacara and /upacara/:slug. Throws NO_DECLARATION where nothing is signed. */
export const ceremonyRoutes = (services: SiteServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/upacara',
    access: 'public',
    input: {},
    handle: ({ language }) => showScreen(undefined, language, services),
  }),
  defineRoute({
    method: 'get',
    path: '/upacara/:slug',
    access: 'public',
    input: { params: z.object({ slug: z.string().max(80) }) },
    handle: ({ params, language }) => showScreen(params.slug, language, services),
  }),
];

async function showScreen(slug: string | undefined, language: Language, services: SiteServices) {
  const session = getSession(services.live, slug);
  const campaign = await services.campaignOf(session);
  const { counters } = await services.boards.snapshot(session._id);
  const view = presentScreen({ session, campaign, counters }, language, services);
  const data = { session: session.slug, clauses: view.clauses, status: statusOf(session) };
  const { title } = view;
  const texts = ['ceremony'];
  return page({
    ...{ template: 'ceremony', layout: 'board', title, texts, view, data },
    session: session._id,
  });
}

const petalsOf = ({ status }: SessionDocument, clauses: number): PetalState[] =>
  Array.from({ length: clauses }, (_, index) => {
    if (clauseAtHand(status, clauses) === index + 1) return 'kini';
    return index < clausesRead(status, clauses) ? 'isi' : 'kosong';
  });

interface ScreenFacts {
  session: SessionDocument;
  campaign: Campaign;
  counters: BoardCounters;
}

function presentScreen(
  { session, campaign, counters }: ScreenFacts,
  language: Language,
  { catalogue, clock }: Pick<SiteServices, 'catalogue' | 'clock'>,
) {
  const { declaration } = campaign;
  if (!declaration) throw new AppError('NO_DECLARATION');
  const { status } = session;
  const clauses = declaration.clauses.length;
  const { scene, key, parameters } = sceneWords(status, clauses);
  const texts = [declaration.opening, ...declaration.clauses, declaration.closing];
  return {
    title: catalogue.text(language, 'ceremony.title', { session: session.title }),
    campaign: { shortName: campaign.shortName, theme: campaign.theme },
    emblemText: campaign.emblemText,
    isRehearsal: session.kind === 'rehearsal',
    boardPath: `/papan/${session.slug}`,
    clock: clock.now().toISOString(),
    scene: { [scene]: true },
    line: catalogue.text(language, `ceremony.client.scene.${key}`, parameters),
    clauses,
    parts: texts.map((text, index) => ({
      index,
      text,
      isLong: text.length > LONG,
      isNow: scene === 'reading' && index === Math.min(status.clause, clauses + 1),
    })),
    petals: petalsOf(session, clauses),
    counters,
    ...presentMoments(status, { now: clock.now(), language, catalogue }),
  };
}
