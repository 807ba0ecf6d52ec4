// Saving a draft: by its form, by the script while somebody types, and before it is published.
import { z } from 'zod';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json, type Reply, redirect } from '../http/reply.ts';
import { sayIn } from '../official/index.ts';
import { type Doing, doingOf, explain } from './action-routes.ts';
import { drawingProblem, editPage, previewPath, problemsView } from './edit-page.ts';
import { pathIn } from './list-page.ts';
import { choiceOf, choiceQuery, getTemplate, idSchema, slugSchema } from './preview-routes.ts';
import type { CertificateTemplate } from './template-model.ts';
import { previewDataFor, type TemplateServices } from './template-services.ts';
import { LIST_PATH, momentText, problemText } from './template-words.ts';
import { requireDrawable } from './trial-drawing.ts';

const PREFIX = 'blok-';
const params = z.object({ id: idSchema });
/** The blocks come as `blok-<name>`; what a text may be is checked when it is published. */
const body = z
  .object({
    sesi: slugSchema,
    revisi: z.coerce.number().int(),
    nama: z.string().max(1_000).default(''),
    menggantikan: z.union([idSchema, z.literal('')]).default(''),
    ...choiceQuery,
  })
  .catchall(z.string());
type Body = z.output<typeof body>;

const blocksOf = (given: Body): [name: string, text: string][] =>
  Object.entries(given).flatMap(([key, value]): [string, string][] =>
    key.startsWith(PREFIX) && typeof value === 'string' ? [[key.slice(PREFIX.length), value]] : [],
  );

const saveBody = async (
  services: TemplateServices,
  id: string,
  given: Body,
  { by, session }: Doing,
): Promise<CertificateTemplate> => {
  await getTemplate(services, id, session);
  const { revisi: revision, nama: name } = given;
  return services.templates.save({ id, revision, name, blocks: blocksOf(given), by });
};

/** The page with what was typed, so that nothing is lost; saving it again is a decision. */
async function showRefused(
  services: TemplateServices,
  id: string,
  given: Body,
  { session, language, visitor }: Doing,
  error: unknown,
): Promise<Reply> {
  const refused = explain(services, error, language);
  const stored = await getTemplate(services, id, session);
  const isKept = stored.state === 'published';
  return editPage(
    services,
    stored,
    { session, language, visitor },
    {
      choice: choiceOf(given),
      error: refused,
      ...(!isKept && { typed: { name: given.nama, blocks: new Map(blocksOf(given)) } }),
    },
  );
}

const save = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/simpan`,
    access: 'owner',
    input: { params, body },
    async handle({ params: { id }, body: given, ...asking }) {
      const doing = doingOf(services, given.sesi, asking);
      try {
        await saveBody(services, id, given, doing);
      } catch (error) {
        return showRefused(services, id, given, doing, error);
      }
      const { subject, person } = choiceOf(given);
      const who = subject === 'orang' ? `&orang=${person}` : '';
      return redirect(`${pathIn(doing.session, `/${id}`)}&data=${subject}${who}&tersimpan=1`);
    },
  });

/** What is typed is saved first, so that what is published is what is seen. */
const publish = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/terbitkan`,
    access: 'owner',
    input: { params, body },
    async handle({ params: { id }, body: given, ...asking }) {
      const doing = doingOf(services, given.sesi, asking);
      try {
        const draft = await saveBody(services, id, given, doing);
        const { revision } = draft;
        const { menggantikan: replaces } = given;
        // What is not sound is not even compiled: `publish` refuses it.
        if (services.templates.problemsOf(draft).length === 0) {
          await requireDrawable(services, draft, doing.session, doing.language);
        }
        await services.templates.publish({ id, revision, replaces, by: doing.by });
      } catch (error) {
        return showRefused(services, id, given, doing, error);
      }
      return redirect(`${pathIn(doing.session)}&selesai=terbit`);
    },
  });

/** For the script: what is wrong now, and where the preview is. Refusals are answers, not pages. */
const autosave = (services: TemplateServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${LIST_PATH}/:id/simpan-otomatis`,
    access: 'owner',
    input: { params, body },
    async handle({ params: { id }, body: given, ...asking }) {
      const doing = doingOf(services, given.sesi, asking);
      try {
        const template = await saveBody(services, id, given, doing);
        return json(await savedAnswer(services, template, given, doing));
      } catch (error) {
        if (!isAppError(error)) throw error;
        const { text, status } = explain(services, error, doing.language);
        return json({ refused: text }, { status });
      }
    },
  });

async function savedAnswer(
  services: TemplateServices,
  template: CertificateTemplate,
  given: Body,
  { session, language }: Doing,
) {
  const say = sayIn(services.words.catalogue, language);
  const choice = choiceOf(given);
  const problems = services.templates.problemsOf(template);
  const data = await previewDataFor(services, template.kind, session, choice);
  const cannot = problems.length > 0 ? '' : await drawingProblem(services, template, data, say);
  const isSound = problems.length === 0 && cannot === '';
  return {
    revision: template.revision,
    saved: say('templates.client.savedAt', { moment: momentText(template.at, language) }),
    blocks: problems.map((one) => ({ block: one.block, text: problemText(say, one) })),
    problems: problemsView(say, services, template, problems).problems,
    cannot,
    preview: isSound ? previewPath({ session }, template, choice) : '',
  };
}

export const createSaveRoutes = (services: TemplateServices): AnyRoute[] => [
  save(services),
  publish(services),
  autosave(services),
];
