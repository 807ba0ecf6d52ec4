// Staff: one person's record and its correction, the list of objections, and answering them.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import type { AnswerOrigin } from './answer-form.ts';
import { getPerson, type MinutesServices } from './minutes-services.ts';
import { OBJECTIONS_PATH, objectionsPage, personPath } from './objections-page.ts';
import { createSignatureRoutes } from './signature-routes.ts';
import { type Asking, explain, id, personParams, showPerson, typed } from './staff-forms.ts';

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const flag = z.string().optional();
const amended = { diperbaiki: flag, dicabut: flag };
const answerBody = z.object({
  answer: typed,
  outcome: typed,
  minutes: typed,
  kembali: z.enum(['daftar', 'orang']).catch('daftar'),
});

/** Whole minutes as they were typed; NaN for anything else, which the service refuses. */
const minutesOf = (text: string): number =>
  /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : Number.NaN;

const isFaster = (error: unknown): boolean => isAppError(error) && error.code === 'STATE_CHANGED';

const person = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/orang/:registration',
    access: 'staff',
    input: {
      params: personParams,
      query: z.object({ dikoreksi: flag, dijawab: flag, ...amended }),
    },
    handle: ({ params, query, ...asking }) =>
      showPerson(services, params.registration, asking, {
        corrected: query.dikoreksi !== undefined,
        answered: query.dijawab !== undefined,
        renamed: query.diperbaiki !== undefined,
        withdrawn: query.dicabut !== undefined,
      }),
  });

const correct = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/orang/:registration/koreksi',
    access: 'moderator',
    input: { params: personParams, body: z.object({ minutes: typed, reason: typed }) },
    async handle({ params: { registration }, body, ...asking }) {
      const { session } = await getPerson(services, registration);
      const by = actorOf(staffOf(asking.visitor), asking.address);
      const { reason } = body;
      try {
        const minutes = minutesOf(body.minutes);
        await services.attendance.correct({ registration, session, minutes, reason, by });
      } catch (error) {
        const refusedCorrection = { ...body, error: explain(services, error, asking.language) };
        return showPerson(services, registration, asking, { refusedCorrection });
      }
      return redirect(`${personPath(registration)}?dikoreksi=1`);
    },
  });

const list = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: OBJECTIONS_PATH,
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional(), dijawab: flag }) },
    handle({ query: { sesi, dijawab }, language, visitor }) {
      const { live } = services.official.event;
      const session = getSession(live, sesi);
      const done = dijawab !== undefined;
      return objectionsPage({ services, session, language, visitor }, { done });
    },
  });

type Typed = z.infer<typeof answerBody>;

/** Answers; refuses an answer without a decision. */
async function sendAnswer(
  services: MinutesServices,
  objection: string,
  session: SessionDocument,
  { answer, outcome, minutes }: Typed,
  { visitor, address }: Asking,
): Promise<void> {
  const by = actorOf(staffOf(visitor), address);
  if (outcome !== 'tetap' && outcome !== 'koreksi') throw new AppError('OUTCOME_MISSING');
  await services.objections.answer({
    objection,
    session,
    answer,
    by,
    ...(outcome === 'koreksi'
      ? { outcome: 'corrected', minutes: minutesOf(minutes) }
      : { outcome: 'kept', minutes: undefined }),
  });
}

const answer = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${OBJECTIONS_PATH}/:objection/jawab`,
    access: 'moderator',
    input: { params: z.object({ objection: id }), body: answerBody },
    async handle({ params: { objection }, body, ...asking }) {
      const found = await services.objections.find(objection);
      const session = found && services.official.event.live.find(found.session);
      if (!found || !session) throw new AppError('NOT_FOUND');
      const from: AnswerOrigin = body.kembali;
      const show = (refused: { faster: true } | { error: string }) => {
        const isError = 'error' in refused;
        const refusedAnswer = isError ? { ...body, objection, error: refused.error } : undefined;
        const { language, visitor } = asking;
        return from === 'orang'
          ? showPerson(services, found.registration, asking, { faster: !isError, refusedAnswer })
          : objectionsPage(
              { services, session, language, visitor },
              { faster: !isError, refused: refusedAnswer },
            );
      };
      try {
        await sendAnswer(services, objection, session, body, asking);
      } catch (error) {
        if (isFaster(error)) return show({ faster: true });
        return show({ error: explain(services, error, asking.language) });
      }
      const path =
        from === 'orang'
          ? `${personPath(found.registration)}?`
          : `${OBJECTIONS_PATH}?sesi=${session.slug}&`;
      return redirect(`${path}dijawab=1`);
    },
  });

/** Pages and forms about one person's minutes and about all objections; all for staff. */
export const createStaffRoutes = (services: MinutesServices): AnyRoute[] => [
  person(services),
  correct(services),
  list(services),
  answer(services),
  ...createSignatureRoutes(services),
];
