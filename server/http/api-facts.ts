// What the document of the API says of a route, and how strictly its input is read: no field that
// the document does not name.
import { z } from 'zod';
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { AnyRoute } from './define-route.ts';

/** The parts of the document, in its order. */
export const API_GROUPS = [
  'campaigns',
  'attendance',
  'people',
  'contacts',
  'certificates',
  'log',
  'evidence',
  'rehearsals',
  'service',
] as const;
export type ApiGroup = (typeof API_GROUPS)[number];

/** JSON by its schema, or bytes of a media type; `status` is 200 unless told. */
export type ApiAnswer = { status?: 200 | 201 | 202; schema: z.ZodType } | { type: string };

export interface ApiFacts {
  /** Names the operation; its texts are in the catalogue under `api.operations.<name>`. */
  name: string;
  group: ApiGroup;
  /** `redirect`: it only leads on to a page. */
  answer: ApiAnswer | 'redirect';
  /** Refusals of its own, beside those that follow from its access and input. */
  refusals?: readonly ErrorCode[];
  /** Media types of a body that is no form. */
  takes?: readonly string[];
  /** Who sends it is not ours and may add fields of their own. */
  isLoose?: true;
}

/** True for paths that programs call. */
export const isApiPath = (path: string): boolean => path.startsWith('/api/');

const strictSchema = (schema: z.ZodType | undefined): z.ZodType => {
  if (schema === undefined) return z.strictObject({});
  return schema instanceof z.ZodObject ? schema.strict() : schema;
};

/** A route below /api as it is called: fields that its document does not name are refused. */
export function strictly(route: AnyRoute): AnyRoute {
  if (!isApiPath(route.path) || route.api?.isLoose) return route;
  const { params, query, body } = route.input;
  const isForm = route.method === 'post' && (route.bodyKind ?? 'form') === 'form';
  return {
    ...route,
    input: {
      ...(params && { params }),
      query: strictSchema(query),
      ...(isForm && { body: strictSchema(body) }),
    },
  };
}
