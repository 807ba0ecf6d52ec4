// The pages of a campaign's sessions: the list, a new one, and what is done to one as a whole.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { detailsOf, detailsProblems, readDetailsForm } from './details-form.ts';
import { listPage } from './list-page.ts';
import { getCampaign, getPlace, type OfficeServices, pathOf, sayOf } from './office-services.ts';
import { createPlanRoutes } from './plan-routes.ts';
import { kampanye, PATH, place, typed } from './route-input.ts';

const list = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: {
      params: z.object({ kampanye }),
      query: z.object({ selesai: z.enum(['dihapus', 'utama']).optional().catch(undefined) }),
    },
    handle: async ({ params, query, ...asking }) =>
      listPage(services, await getCampaign(services, params.kampanye), asking, {
        done: query.selesai,
      }),
  });

const create = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'staff',
    input: { params: z.object({ kampanye }), body: typed },
    async handle({ params, body, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      const form = readDetailsForm(body);
      const problems = detailsProblems(form, { isNew: true, canPrint: services.canPrint });
      if (problems.size > 0) return listPage(services, campaign, asking, { form, problems });
      const say = sayOf(services, asking);
      const titles = {
        opening: say('usual.opening'),
        declaration: say('usual.declaration'),
        signing: say('usual.signing'),
        closing: say('usual.closing'),
      };
      const by = actorOf(staffOf(asking.visitor), asking.address);
      const made = await services.office.create(campaign._id, detailsOf(form), titles, by);
      return redirect(`${pathOf(campaign._id, made.slug)}?selesai=dibuat`);
    },
  });

const remove = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/hapus`,
    access: 'staff',
    input: { params: place },
    async handle({ params, ...asking }) {
      const { campaign, session } = await getPlace(services, params);
      try {
        await services.office.remove(session._id, actorOf(staffOf(asking.visitor), asking.address));
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        const { code, params: said, status } = error;
        const text = services.catalogue.text(asking.language, `errors.${code}.detail`, said);
        return listPage(services, campaign, asking, { refused: { text, status } });
      }
      return redirect(`${pathOf(campaign._id)}?selesai=dihapus`);
    },
  });

/** The front page is everybody's: who leads it elsewhere owns all campaigns. */
const makeDefault = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/utama`,
    access: 'owner',
    reach: 'platform',
    input: { params: place },
    async handle({ params, visitor, address }) {
      const { campaign, session } = await getPlace(services, params);
      await services.office.makeDefault(session._id, actorOf(staffOf(visitor), address));
      return redirect(`${pathOf(campaign._id)}?selesai=utama`);
    },
  });

/** They belong before the control room's own path. */
export const createOfficeRoutes = (services: OfficeServices): AnyRoute[] => [
  list(services),
  create(services),
  ...createPlanRoutes(services),
  remove(services),
  makeDefault(services),
];
