// The staff's page of the library of the law: entries with their forms, files, the list to begin with.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { ID_PATTERN } from '../core/ids.ts';
import {
  type AnyRoute,
  defineRoute,
  type RouteContext,
  type Upload,
} from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { type FollowUpServices, refusalOf, wordsOf } from './follow-up-services.ts';
import {
  ENTRIES_MAX,
  ENTRY_MAX,
  entryProblem,
  START_LIST,
  type TypedEntry,
  tidyEntry,
} from './library-rules.ts';

const PATH = '/kendali/kampanye/:kampanye/perpustakaan';
const pathOf = (campaign: string): string => `/kendali/kampanye/${campaign}/perpustakaan`;
const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const entryParams = params.extend({ butir: z.string().regex(ID_PATTERN) });
const typed = z.string().max(4_000).default('');
const body = z.object({ title: typed, note: typed, link: typed });
const DONE = ['tambah', 'simpan', 'hapus', 'awal'] as const;
const EMPTY: TypedEntry = { title: '', note: '', link: '' };

type Asking = Pick<RouteContext, 'language' | 'visitor'>;

interface Told {
  done?: string | undefined;
  /** A form that was refused: of an entry, or of the new one. */
  refused?: { entry: string; typed: TypedEntry; text: string; status: number };
}

async function libraryPage(
  services: FollowUpServices,
  id: string,
  { language, visitor }: Asking,
  { done, refused }: Told = {},
): Promise<PageReply> {
  const campaign = await services.campaign(id);
  const words = wordsOf(services.catalogue, language, 'library');
  const entries = await services.library.store.list(id);
  const formOf = (entry: string, stored: TypedEntry) => {
    const own = refused?.entry === entry ? refused : undefined;
    const { title, note, link } = own?.typed ?? stored;
    return { entry, title, note, link, problem: own?.text };
  };
  return page({
    template: 'library',
    layout: 'staff',
    title: words('title'),
    ...(refused && { status: refused.status }),
    view: {
      ...{ campaign: campaign.name, tabs: campaignTabs(campaign.slug, 'library') },
      ...{ path: pathOf(id), publicPath: `/hukum/${id}`, done, max: ENTRY_MAX },
      ...{ isOwner: isOwner(visitor), mayChange: isHost(visitor) },
      isFull: entries.length >= ENTRIES_MAX,
      entries: entries.map(({ _id, title, note, link, file }) => ({
        ...{ id: _id, title, note, link },
        file: file && { href: `/hukum/${id}/${_id}.pdf`, kilobytes: Math.ceil(file.size / 1_000) },
        form: formOf(_id, { title, note, link }),
      })),
      fresh: formOf('', EMPTY),
    },
  });
}

const fileOf = (upload: Upload | undefined, address: string) =>
  upload && upload.bytes.length > 0 ? { bytes: upload.bytes, address } : undefined;

/** Stores an entry, or shows its form again with what is wrong. */
async function store(
  services: FollowUpServices,
  asked: { campaign: string; entry: string; typed: TypedEntry; file: ReturnType<typeof fileOf> },
  { address, ...asking }: Asking & { address: string },
): Promise<Reply> {
  const { catalogue, library } = services;
  const { campaign, entry, file } = asked;
  await services.campaign(campaign);
  const tidied = tidyEntry(asked.typed);
  const refuse = (refused: { text: string; status: number }) =>
    libraryPage(services, campaign, asking, { refused: { entry, typed: tidied, ...refused } });
  const problem = entryProblem(tidied);
  if (problem) {
    const words = wordsOf(catalogue, asking.language, 'library');
    return refuse({ text: words(`problems.${problem}`), status: 400 });
  }
  const by = actorOf(staffOf(asking.visitor), address);
  try {
    if (entry === '') await library.service.add(campaign, tidied, file, by);
    else await library.service.change(campaign, entry, { entry: tidied, file }, by);
  } catch (error) {
    const refused = refusalOf(error, catalogue, asking.language);
    if (!refused) throw error;
    return refuse(refused);
  }
  return redirect(`${pathOf(campaign)}?selesai=${entry === '' ? 'tambah' : 'simpan'}`);
}

const show = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { params, query: z.object({ selesai: z.enum(DONE).optional() }) },
    handle: ({ params: { kampanye }, query, ...asking }) =>
      libraryPage(services, kampanye, asking, { done: query.selesai }),
  });

const add = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'staff',
    bodyKind: 'upload',
    input: { params, body },
    handle: ({ params: { kampanye }, body: typedEntry, upload, address, language, visitor }) =>
      store(
        services,
        {
          ...{ campaign: kampanye, entry: '', typed: typedEntry },
          file: fileOf(upload, address),
        },
        { address, language, visitor },
      ),
  });

const fill = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/awal`,
    access: 'staff',
    input: { params },
    async handle({ params: { kampanye }, visitor, address }) {
      await services.campaign(kampanye);
      // The law of this country is named in its own language.
      const words = wordsOf(services.catalogue, 'id', 'library');
      const entries = START_LIST.map((key) => ({
        ...{ title: words(`start.${key}.title`), note: words(`start.${key}.note`), link: '' },
      }));
      const by = actorOf(staffOf(visitor), address);
      await services.library.service.fill(kampanye, entries, by);
      return redirect(`${pathOf(kampanye)}?selesai=awal`);
    },
  });

const change = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:butir`,
    access: 'staff',
    bodyKind: 'upload',
    input: { params: entryParams, body },
    handle: ({ params: asked, body: typedEntry, upload, address, language, visitor }) =>
      store(
        services,
        {
          ...{ campaign: asked.kampanye, entry: asked.butir, typed: typedEntry },
          file: fileOf(upload, address),
        },
        { address, language, visitor },
      ),
  });

const remove = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:butir/hapus`,
    access: 'staff',
    input: { params: entryParams },
    async handle({ params: { kampanye, butir }, visitor, address }) {
      await services.library.service.remove(kampanye, butir, actorOf(staffOf(visitor), address));
      return redirect(`${pathOf(kampanye)}?selesai=hapus`);
    },
  });

/** They belong before the control room's own path. */
export const createLibraryRoutes = (services: FollowUpServices): AnyRoute[] => [
  show(services),
  add(services),
  fill(services),
  change(services),
  remove(services),
];
