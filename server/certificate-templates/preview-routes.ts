// Previews as real PDFs: of a version, of the built-in wording, of the gallery. Never sealed, always CONTOH.
import { z } from 'zod';
import { PreviewError, type WordingSource } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type FileReply, file } from '../http/reply.ts';
import { sayIn } from '../official/index.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { wordingOfTemplate } from './edit-page.ts';
import { EDITABLE_KINDS, type EditableKind, TRIED_KINDS } from './template-fields.ts';
import { kindOf } from './template-kinds.ts';
import {
  type PreviewChoice,
  previewDataFor,
  SUBJECTS,
  type TemplateServices,
} from './template-services.ts';
import { drawingText } from './template-words.ts';

export const idSchema = z.string().regex(ID_PATTERN);
export const slugSchema = z.string().regex(/^[a-z0-9-]{1,80}$/);
export const kindSchema = z.enum(EDITABLE_KINDS);
export const triedKindSchema = z.enum(TRIED_KINDS);
export const choiceQuery = {
  data: z.enum(SUBJECTS).catch('contoh').default('contoh'),
  orang: idSchema.optional().catch(undefined),
};

/** Somebody's data need somebody. */
export const choiceOf = ({
  data,
  orang,
}: {
  data: (typeof SUBJECTS)[number];
  orang?: string | undefined;
}): PreviewChoice =>
  data === 'orang' && orang === undefined
    ? { subject: 'contoh', person: '' }
    : { subject: data, person: orang ?? '' };

/** Only the editor beside it may show the file in a frame; nothing else of the site may. */
const FRAMED = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex',
  'content-security-policy': "frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
};

interface PreviewRequest {
  kind: EditableKind;
  wording: WordingSource;
  session: SessionDocument;
  choice: PreviewChoice;
  language: Language;
}

/** Draws; throws PREVIEW_IMPOSSIBLE with the reason in words. */
async function preview(
  services: TemplateServices,
  { kind, wording, session, choice, language }: PreviewRequest,
): Promise<FileReply> {
  const data = await previewDataFor(services, kind, session, choice);
  try {
    const bytes = await services.previews.draw({ data, wording });
    return file({ bytes, type: 'application/pdf', headers: FRAMED });
  } catch (error) {
    if (!(error instanceof PreviewError)) throw error;
    const say = sayIn(services.words.catalogue, language);
    const because = drawingText(say, error.problem);
    throw new AppError('PREVIEW_IMPOSSIBLE', { because }, error);
  }
}

/** The version, if the session's campaign has it. Throws NOT_FOUND. */
export async function getTemplate(
  { templates }: Pick<TemplateServices, 'templates'>,
  id: string,
  session: SessionDocument,
) {
  const found = await templates.find(id);
  if (found?.campaign !== session.campaign) throw new AppError('NOT_FOUND');
  return found;
}

/** Both routes; for staff, who may look at every wording. */
export const createPreviewRoutes = (services: TemplateServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/kendali/naskah/contoh/:kind/:name.pdf',
    access: 'staff',
    input: {
      params: z.object({ kind: kindSchema, name: slugSchema }),
      query: z.object({ sesi: slugSchema.optional() }),
    },
    handle({ params: { kind, name }, query, language }) {
      const session = getSession(services.event.live, query.sesi);
      const { builtIn, gallery } = kindOf(services.kinds, kind);
      const ready = gallery.find((one) => one.name === name);
      if (!ready && name !== 'bawaan') throw new AppError('NOT_FOUND');
      const wording = ready ? { version: `galeri/${kind}/${name}`, source: ready.source } : builtIn;
      const choice = { subject: 'contoh', person: '' } as const;
      return preview(services, { kind, wording, session, choice, language });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/kendali/naskah/:id/pratinjau.pdf',
    access: 'staff',
    input: {
      params: z.object({ id: idSchema }),
      query: z.object({ sesi: slugSchema.optional(), ...choiceQuery }),
    },
    async handle({ params, query, language }) {
      const session = getSession(services.event.live, query.sesi);
      const template = await getTemplate(services, params.id, session);
      // What is not sound is not even compiled.
      if (services.templates.problemsOf(template).length > 0) {
        throw new AppError('TEMPLATE_BROKEN');
      }
      const wording = wordingOfTemplate(template);
      const { kind } = template;
      return preview(services, { kind, wording, session, choice: choiceOf(query), language });
    },
  }),
];
