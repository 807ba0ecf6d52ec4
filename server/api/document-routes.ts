// The document of the API for programs (/api/openapi.json) and for people (/api).
import { z } from 'zod';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json, page } from '../http/reply.ts';
import { documentView } from './document-page.ts';
import { openApiDocument } from './openapi.ts';

export interface DocumentParts {
  /** The whole route table; asked when the document is. */
  routes: () => readonly AnyRoute[];
  catalogue: Catalogue;
  publicUrl: string;
}

/** It changes with the version of the server only. */
const PUBLISHED = { headers: { 'cache-control': 'public, max-age=300' } };

export const createDocumentRoutes = ({
  routes,
  catalogue,
  publicUrl,
}: DocumentParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api',
    access: 'public',
    input: {},
    handle: ({ language }) =>
      page({
        template: 'api',
        title: catalogue.text(language, 'api.title'),
        view: documentView(routes(), { catalogue, publicUrl, language }),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/openapi.json',
    access: 'public',
    api: {
      name: 'document',
      group: 'service',
      answer: { schema: z.looseObject({ openapi: z.literal('3.1.0') }) },
    },
    input: {},
    handle: ({ language }) =>
      json(openApiDocument(routes(), { catalogue, publicUrl, language }), PUBLISHED),
  }),
];
