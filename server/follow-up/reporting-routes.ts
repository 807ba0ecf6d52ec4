// The staff's page of Bawaslu's offices: a file's dry run, taking it over, one region's form.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect, stream } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import { exportFile, MEDIA_TYPES } from '../reports/index.ts';
import { type FollowUpServices, refusalOf, wordsOf } from './follow-up-services.ts';
import { type ReportingPageFacts, reportingPath, reportingView } from './reporting-page.ts';
import { OFFICE_FIELDS, officeProblem, tidyOffice } from './reporting-rules.ts';

const PATH = '/kendali/kampanye/:kampanye/bawaslu';
const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const regionCode = z.string().regex(/^[\w.-]{1,20}$/);
const typed = z.string().max(2_000).default('');
const DONE = ['impor', 'simpan'] as const;

type Asking = Pick<RouteContext, 'language' | 'visitor'>;
type Told = Partial<Pick<ReportingPageFacts, 'search' | 'done' | 'edited'>> & {
  refused?: { text: string; status: number } | undefined;
};

async function reportingPage(
  services: FollowUpServices,
  id: string,
  { language, visitor }: Asking,
  { search = '', done, edited, refused }: Told,
): Promise<PageReply> {
  const { reporting, catalogue, regionsOf } = services;
  const campaign = await services.campaign(id);
  const words = wordsOf(catalogue, language, 'reporting');
  const facts = {
    ...{ campaign, search, done, edited, refused: refused?.text },
    regions: await regionsOf(campaign),
    contacts: await reporting.store.list(id),
    file: await reporting.store.findImport(id),
  };
  const status = refused?.status ?? (edited?.problem ? 400 : undefined);
  return page({
    template: 'reporting',
    layout: 'staff',
    title: words('title'),
    ...(status !== undefined && { status }),
    view: {
      ...reportingView(facts, words),
      ...{ isOwner: isOwner(visitor), mayChange: isHost(visitor) },
    },
  });
}

const show = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: {
      params,
      query: z.object({
        cari: z.string().trim().max(100).default(''),
        daerah: regionCode.optional(),
        selesai: z.enum(DONE).optional(),
      }),
    },
    handle: ({ params: { kampanye }, query: { cari, daerah, selesai }, ...asking }) =>
      reportingPage(services, kampanye, asking, {
        ...{ search: cari, done: selesai, edited: daerah ? { region: daerah } : undefined },
      }),
  });

const check = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/periksa`,
    access: 'staff',
    bodyKind: 'sheet',
    input: { params },
    async handle({ params: { kampanye }, upload, address, ...asking }): Promise<Reply> {
      const campaign = await services.campaign(kampanye);
      const by = actorOf(staffOf(asking.visitor), address);
      try {
        await services.reporting.service.check(campaign, upload?.bytes ?? Buffer.alloc(0), by);
      } catch (error) {
        const refused = refusalOf(error, services.catalogue, asking.language);
        if (!refused) throw error;
        return reportingPage(services, kampanye, asking, { refused });
      }
      return redirect(`${reportingPath(kampanye)}#j-hasil`);
    },
  });

const take = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/impor`,
    access: 'staff',
    input: { params, body: z.object({ berkas: z.string().regex(ID_PATTERN) }) },
    async handle({ params: { kampanye }, body: { berkas }, visitor, address }) {
      const campaign = await services.campaign(kampanye);
      const by = actorOf(staffOf(visitor), address);
      await services.reporting.service.take(campaign, berkas, by);
      return redirect(`${reportingPath(kampanye)}?selesai=impor`);
    },
  });

const save = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:daerah`,
    access: 'staff',
    input: {
      params: params.extend({ daerah: regionCode }),
      body: z.object({
        versi: z.coerce.number().int().min(0),
        ...{ office: typed, address: typed, phone: typed, email: typed, web: typed },
      }),
    },
    async handle({ params: { kampanye, daerah }, body, address, ...asking }): Promise<Reply> {
      const campaign = await services.campaign(kampanye);
      const regions = await services.regionsOf(campaign);
      if (!regions.some(({ code }) => code === daerah)) {
        throw new AppError('REGION_UNKNOWN', { code: daerah });
      }
      const { versi: version, ...given } = body;
      const office = tidyOffice(given);
      const isBlank = OFFICE_FIELDS.every((field) => office[field] === '');
      const problem = isBlank ? undefined : officeProblem(office);
      const edited = { region: daerah, typed: office };
      if (problem) {
        return reportingPage(services, kampanye, asking, { edited: { ...edited, problem } });
      }
      const by = actorOf(staffOf(asking.visitor), address);
      try {
        await services.reporting.service.save(campaign, daerah, { version, office }, by);
      } catch (error) {
        // Somebody else has changed it: what was typed stays in the form.
        const refused = refusalOf(error, services.catalogue, asking.language);
        if (!refused) throw error;
        return reportingPage(services, kampanye, asking, { edited, refused });
      }
      return redirect(`${reportingPath(kampanye)}?selesai=simpan`);
    },
  });

/** The file to fill: every region with what is known of its office. */
const fillIn = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/isian.csv`,
    access: 'staff',
    input: { params },
    async handle({ params: { kampanye }, language }) {
      const campaign = await services.campaign(kampanye);
      const words = wordsOf(services.catalogue, language, 'reporting');
      const contacts = await services.reporting.store.list(kampanye);
      const known = new Map(contacts.map((one) => [one.region, one]));
      const keys = ['code', 'region', ...OFFICE_FIELDS];
      const columns = keys.map((key) => ({
        ...{ header: words(`columns.${key}`), kind: 'text' as const, width: 24 },
      }));
      const rows = (await services.regionsOf(campaign)).map(({ code, name }) => {
        const own = known.get(code);
        return [code, name, ...OFFICE_FIELDS.map((field) => own?.[field] ?? '')];
      });
      const table = { name: words('title'), columns, rows };
      const name = `bawaslu-${kampanye}.csv`;
      return stream({ stream: exportFile(table, 'csv'), type: MEDIA_TYPES.csv, name });
    },
  });

/** They belong before the control room's own path. */
export const createReportingRoutes = (services: FollowUpServices): AnyRoute[] => [
  show(services),
  fillIn(services),
  check(services),
  take(services),
  save(services),
];
