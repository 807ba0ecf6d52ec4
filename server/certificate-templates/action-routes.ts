// What owners do with wordings: begin, save, publish, take back, throw away; and the trial run of names.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { staffOf, type Visitor } from '../http/visitor.ts';
import { sayIn } from '../official/index.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { checkPage } from './check-page.ts';
import { wordingOfTemplate } from './edit-page.ts';
import { listPage, pathIn } from './list-page.ts';
import {
  getTemplate,
  idSchema,
  kindSchema,
  slugSchema,
  triedKindSchema,
} from './preview-routes.ts';
import type { EditableKind } from './template-fields.ts';
import { kindOf } from './template-kinds.ts';
import type { TemplateActor } from './template-service.ts';
import type { TemplateServices } from './template-services.ts';
import { LIST_PATH, versionText } from './template-words.ts';
import { requireDrawable } from './trial-drawing.ts';

/** Who asks, in which session. */
export interface Doing {
  session: SessionDocument;
  by: TemplateActor;
  language: Language;
  visitor: Visitor;
}

export function doingOf(
  { event }: Pick<TemplateServices, 'event'>,
  slug: string,
  asking: { visitor: Visitor; language: Language; address: string },
): Doing {
  const session = getSession(event.live, slug);
  const { visitor, language, address } = asking;
  const by = { ...actorOf(staffOf(visitor), address), session: session._id };
  return { session, by, visitor, language };
}

/** The sentence of a refusal that a page can be shown with; other errors are thrown on. */
export function explain(
  { words }: Pick<TemplateServices, 'words'>,
  error: unknown,
  language: Language,
): { text: string; status: number } {
  if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
  const say = sayIn(words.catalogue, language);
  return { text: say(`errors.${error.code}.detail`, error.params), status: error.status };
}

/** Does it; a refusal is shown on the list. */
async function orList(
  services: TemplateServices,
  { session, language, visitor }: Doing,
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    const refused = explain(services, error, language);
    return listPage(services, { session, language, visitor }, { error: refused });
  }
}

const replaces = z.union([idSchema, z.literal('')]).default('');

const begin = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/mulai`,
    access: 'owner',
    input: {
      body: z.object({
        sesi: slugSchema,
        jenis: kindSchema,
        dari: z.string().max(100),
        nama: z.string().max(500).default(''),
      }),
    },
    handle({ body, ...asking }) {
      const doing = doingOf(services, body.sesi, asking);
      return orList(services, doing, async () => {
        const start = await startOf(services, body.jenis, body.dari, doing);
        const campaign = doing.session.campaign;
        const name = body.nama.trim() || start.name;
        const draft = { campaign, kind: body.jenis, name, source: start.source };
        const { _id } = await services.templates.start(draft, doing.by);
        return redirect(pathIn(doing.session, `/${_id}`));
      });
    },
  });

/** The text to begin from: what is printed now, the built-in one, the gallery's, or a version's. */
async function startOf(
  services: TemplateServices,
  kind: EditableKind,
  from: string,
  { session, language }: Doing,
): Promise<{ name: string; source: string }> {
  const say = sayIn(services.words.catalogue, language);
  const { builtIn, gallery } = kindOf(services.kinds, kind);
  if (from === 'bawaan') return { name: say('templates.builtIn'), source: builtIn.source };
  if (from === 'berlaku') {
    const { source } = await services.templates.wordingOf(session.campaign, kind);
    return { name: say('templates.start.name'), source };
  }
  const ready = gallery.find(({ name }) => from === `galeri-${name}`);
  if (ready) return { name: ready.title, source: ready.source };
  const version = await getTemplate(services, from, session);
  if (version.kind !== kind) throw new AppError('NOT_FOUND');
  return { name: version.name, source: version.source };
}

const useAgain = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/pakai`,
    access: 'owner',
    input: {
      params: z.object({ id: idSchema }),
      body: z.object({ sesi: slugSchema, menggantikan: replaces }),
    },
    handle({ params: { id }, body, ...asking }) {
      const doing = doingOf(services, body.sesi, asking);
      return orList(services, doing, async () => {
        const template = await getTemplate(services, id, doing.session);
        // A version of before an upgrade may lack what is printed by now.
        if (services.templates.problemsOf(template).length > 0) {
          throw new AppError('TEMPLATE_BROKEN');
        }
        await requireDrawable(services, template, doing.session, doing.language);
        await services.templates.useAgain({ id, replaces: body.menggantikan, by: doing.by });
        return redirect(`${pathIn(doing.session)}&selesai=pakai`);
      });
    },
  });

const useBuiltIn = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/kembali`,
    access: 'owner',
    input: { params: z.object({ id: idSchema }), body: z.object({ sesi: slugSchema }) },
    handle({ params: { id }, body, ...asking }) {
      const doing = doingOf(services, body.sesi, asking);
      return orList(services, doing, async () => {
        await getTemplate(services, id, doing.session);
        await services.templates.useBuiltIn({ id, by: doing.by });
        return redirect(`${pathIn(doing.session)}&selesai=bawaan`);
      });
    },
  });

const remove = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/hapus`,
    access: 'owner',
    input: {
      params: z.object({ id: idSchema }),
      body: z.object({ sesi: slugSchema, revisi: z.coerce.number().int() }),
    },
    handle({ params: { id }, body, ...asking }) {
      const doing = doingOf(services, body.sesi, asking);
      return orList(services, doing, async () => {
        await getTemplate(services, id, doing.session);
        await services.templates.remove(id, body.revisi, doing.by);
        return redirect(`${pathIn(doing.session)}&selesai=hapus`);
      });
    },
  });

/** Any member of staff may try the names: nothing is issued by it. */
const check = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/periksa`,
    access: 'staff',
    input: {
      body: z.object({
        sesi: slugSchema,
        jenis: triedKindSchema,
        naskah: z.union([idSchema, z.literal('')]).default(''),
      }),
    },
    async handle({ body: { jenis: kind, naskah, sesi }, ...asking }) {
      const doing = doingOf(services, sesi, asking);
      const { session, language } = doing;
      const chosen = await chosenWording(services, kind, naskah, doing);
      const begun = await services.checks.start({ session, kind, by: doing.by, ...chosen });
      if (begun) return redirect(`${pathIn(session, '/periksa')}&jenis=${kind}`);
      const looking = { session, language, visitor: asking.visitor };
      return checkPage(services, looking, { kind, busy: true });
    },
  });

/** A version's wording, or what is printed now. Throws TEMPLATE_BROKEN for an unsound one. */
async function chosenWording(
  services: TemplateServices,
  kind: EditableKind,
  id: string,
  { session, language }: Doing,
) {
  const say = sayIn(services.words.catalogue, language);
  const { templates } = services;
  const current = (await templates.list(session.campaign)).find(
    (one) => one.kind === kind && one.current,
  );
  const wanted = id || current?._id;
  if (!wanted) {
    return { wording: kindOf(services.kinds, kind).builtIn, name: say('templates.builtIn') };
  }
  const template = await getTemplate(services, wanted, session);
  if (template.kind !== kind) throw new AppError('NOT_FOUND');
  if (templates.problemsOf(template).length > 0) throw new AppError('TEMPLATE_BROKEN');
  return { wording: wordingOfTemplate(template), name: versionText(say, template) };
}

export const createActionRoutes = (services: TemplateServices): AnyRoute[] => [
  begin(services),
  useAgain(services),
  useBuiltIn(services),
  remove(services),
  check(services),
];
