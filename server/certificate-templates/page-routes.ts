// The pages of wordings, for all staff: list, one version, two compared, the trial run of names.
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { getSession } from '../sessions/index.ts';
import { checkPage } from './check-page.ts';
import { comparePage } from './compare-page.ts';
import { editPage } from './edit-page.ts';
import { DONE, listPage } from './list-page.ts';
import {
  choiceOf,
  choiceQuery,
  getTemplate,
  idSchema,
  kindSchema,
  slugSchema,
  triedKindSchema,
} from './preview-routes.ts';
import type { TemplateServices } from './template-services.ts';
import { LIST_PATH } from './template-words.ts';

const sesi = slugSchema.optional();
const version = z.union([idSchema, z.literal('bawaan')]).optional();

export const createPageRoutes = (services: TemplateServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: LIST_PATH,
    access: 'staff',
    input: { query: z.object({ sesi, selesai: z.enum(DONE).optional().catch(undefined) }) },
    handle({ query, language, visitor }) {
      const session = getSession(services.event.live, query.sesi);
      return listPage(services, { session, language, visitor }, { done: query.selesai });
    },
  }),
  defineRoute({
    method: 'get',
    path: `${LIST_PATH}/banding`,
    access: 'staff',
    input: { query: z.object({ sesi, jenis: kindSchema, lama: version, kini: version }) },
    handle({ query, language, visitor }) {
      const session = getSession(services.event.live, query.sesi);
      const compared = { kind: query.jenis, before: query.lama, now: query.kini };
      return comparePage(services, { session, language, visitor }, compared);
    },
  }),
  defineRoute({
    method: 'get',
    path: `${LIST_PATH}/periksa`,
    access: 'staff',
    input: { query: z.object({ sesi, jenis: triedKindSchema }) },
    handle({ query, language, visitor }) {
      const session = getSession(services.event.live, query.sesi);
      return checkPage(services, { session, language, visitor }, { kind: query.jenis });
    },
  }),
  defineRoute({
    method: 'get',
    path: `${LIST_PATH}/:id`,
    access: 'staff',
    input: {
      params: z.object({ id: idSchema }),
      query: z.object({
        sesi,
        ...choiceQuery,
        cari: z.string().max(200).optional().catch(undefined),
        tersimpan: z.string().optional(),
      }),
    },
    async handle({ params, query, language, visitor }) {
      const session = getSession(services.event.live, query.sesi);
      const template = await getTemplate(services, params.id, session);
      return editPage(
        services,
        template,
        { session, language, visitor },
        {
          choice: choiceOf(query),
          search: query.cari?.trim(),
          saved: query.tersimpan !== undefined,
        },
      );
    },
  }),
];
