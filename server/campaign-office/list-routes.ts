// The page "Kampanye" and the one form that makes a campaign, from nothing or from an earlier one.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { EVERYWHERE, roleIn } from '../http/staff-roles.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { listView } from './list-page.ts';
import {
  type NewCampaignForm,
  newCampaignProblems,
  TEXT_MAX,
  tidyForm,
} from './new-campaign-rules.ts';
import { fieldsOf, hasRoleIn, type OfficeServices, wordsOf } from './office-services.ts';
import { isFine, type Problems } from './text-rules.ts';

export const PATH = '/kendali/kampanye';
const NEW_PATH = '/kendali/kampanye-baru';
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const typed = z.string().max(2_000).default('');

const list = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    reach: 'any',
    input: {},
    async handle({ visitor, language }) {
      const all = await services.campaigns.list();
      const own = all.filter(({ _id }) => hasRoleIn(visitor, _id));
      const mayMake = roleIn(staffOf(visitor).grants, EVERYWHERE) === 'owner';
      return page({
        template: 'campaigns',
        layout: 'staff',
        entry: 'campaigns',
        title: wordsOf(services.catalogue, language)('title'),
        view: { ...listView(own, services.sessionsOf, mayMake), isOwner: isOwner(visitor) },
      });
    },
  });

const EMPTY: NewCampaignForm = {
  ...{ name: '', shortName: '', theme: '', slug: '' },
  ...{ hostName: '', hostShort: '', date: '' },
};

interface Shown {
  form?: NewCampaignForm;
  /** The campaign that is cloned; empty for a new one. */
  from: string;
  set?: string;
  problems?: Problems;
}
type Asking = Pick<RouteContext, 'language' | 'visitor'>;

async function newPage(
  services: OfficeServices,
  { language, visitor }: Asking,
  { form, from, set = '', problems = {} }: Shown,
): Promise<PageReply> {
  const words = wordsOf(services.catalogue, language);
  const all = await services.campaigns.list();
  const source = all.find(({ _id }) => _id === from);
  const start = form ?? (source ? formOf(source) : EMPTY);
  const sets = await services.regionSets.list();
  return page({
    template: 'campaign-new',
    layout: 'staff',
    entry: 'campaigns',
    title: words('new.title'),
    ...(!isFine(problems) && { status: 400 }),
    view: {
      source: source && { slug: source._id, name: source.name, isSample: source.sample },
      sources: all.map(({ _id, name }) => ({ slug: _id, name, isChosen: _id === from })),
      sets: sets.map(({ file, name }) => ({ file, name, isChosen: file === set })),
      fields: fieldsOf(start, problems, words),
      hasProblems: !isFine(problems),
      max: TEXT_MAX,
      isOwner: isOwner(visitor),
    },
  });
}

const formOf = (source: Awaited<ReturnType<OfficeServices['campaigns']['list']>>[number]) => ({
  ...{ ...EMPTY, name: source.name, shortName: source.shortName, theme: source.theme },
  ...{ hostName: source.host.name, hostShort: source.host.short },
});

const showNew = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: NEW_PATH,
    access: 'owner',
    reach: 'platform',
    input: { query: z.object({ dari: slug.or(z.literal('')).default('') }) },
    handle: ({ query, ...asking }) => newPage(services, asking, { from: query.dari }),
  });

const bodySchema = z.object({
  ...{ nama: typed, pendek: typed, tema: typed, alamat: typed, instansi: typed, singkatan: typed },
  ...{ tanggal: typed, daerah: typed, dari: slug.or(z.literal('')).default('') },
});

const make = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: NEW_PATH,
    access: 'owner',
    reach: 'platform',
    input: { body: bodySchema },
    async handle({ body, visitor, language, address }): Promise<Reply> {
      const form = tidyForm(typedIn(body));
      const shown = { form, from: body.dari, set: body.daerah };
      const problems = await problemsOf(services, form, body);
      if (!isFine(problems))
        return newPage(services, { visitor, language }, { ...shown, problems });
      const by = actorOf(staffOf(visitor), address);
      try {
        const made = await makeOne(services, form, body, by);
        return redirect(`${PATH}/${made._id}`);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'CAMPAIGN_TAKEN') throw error;
        const taken = { slug: { key: 'taken', value: form.slug } };
        return newPage(services, { visitor, language }, { ...shown, problems: taken });
      }
    },
  });

type Body = z.output<typeof bodySchema>;

const typedIn = (body: Body): NewCampaignForm => ({
  ...{ name: body.nama, shortName: body.pendek, theme: body.tema, slug: body.alamat },
  ...{ hostName: body.instansi, hostShort: body.singkatan, date: body.tanggal },
});

async function problemsOf(
  services: OfficeServices,
  form: NewCampaignForm,
  { dari }: Body,
): Promise<Problems> {
  const hasSessions = services.sessionsOf(dari).some(({ kind }) => kind === 'official');
  const problems = newCampaignProblems(form, dari !== '' && hasSessions);
  const printed = ['name', 'shortName', 'theme', 'hostName', 'hostShort'] as const;
  for (const name of printed) {
    if (!services.canPrint(form[name])) problems[name] ??= { key: 'characters' };
  }
  return problems;
}

async function makeOne(
  { make: service, regionSets, catalogue }: OfficeServices,
  form: NewCampaignForm,
  { dari, daerah }: Body,
  by: ReturnType<typeof actorOf>,
) {
  if (dari !== '') return service.clone(dari, form, by);
  const [first] = await regionSets.list();
  const regionSet =
    (await regionSets.choose(daerah)) ?? (first && (await regionSets.choose(first.file)));
  if (!regionSet) throw new Error('No region set ships with the platform');
  // What is stored is the campaign's own language, whatever this visitor reads.
  const firstOffice = wordsOf(catalogue, 'id')('new.firstOffice');
  return service.create(form, { regionSet, firstOffice }, by);
}

/** They belong before the control room's own path. */
export const createListRoutes = (services: OfficeServices): AnyRoute[] => [
  list(services),
  showNew(services),
  make(services),
];
