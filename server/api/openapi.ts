// The document of the API (OpenAPI 3.1), made of the route table: what checks a request is what
// describes it, so neither can say what the other does not.
import { groupBy } from '../core/group-by.ts';
import { API_GROUPS, type ApiFacts, strictly } from '../http/api-facts.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type ErrorCode, errorStatus } from '../protocol/error-codes.ts';
import { fieldsOf, type JsonSchema, jsonSchema, requiredOf } from './json-schemas.ts';

/** A route of the API: its path is below /api and it says what it is. */
export type ApiRoute = AnyRoute & { api: ApiFacts };
export const isApiRoute = (route: AnyRoute): route is ApiRoute => route.api !== undefined;

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: JsonSchema;
}
export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: { token: string[] }[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, ApiResponse>;
}
interface ApiResponse {
  description: string;
  content?: Record<string, { schema: JsonSchema | { $ref: string } }>;
}
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<'get' | 'post', Operation>>>;
  components: Record<string, object>;
}

/** Says a text of the area `api`. */
type Say = (key: string, parameters?: Record<string, string>) => string;
interface Parts {
  catalogue: Catalogue;
  language: Language;
}

const sayIn =
  ({ catalogue, language }: Parts): Say =>
  (key, parameters) =>
    catalogue.text(language, `api.${key}`, parameters);

const VERSION = '1';
const PROBLEM = 'application/problem+json';

/** `:id` as OpenAPI writes it. */
export const pathOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const parametersOf = ({ input, api }: ApiRoute, say: Say): Parameter[] => {
  const at = (where: 'path' | 'query', schema: ApiRoute['input']['params']) => {
    const required = requiredOf(schema);
    return Object.entries(fieldsOf(schema)).map(([name, field]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      description: say(`parameters.${name}`),
      schema: field,
    }));
  };
  return [...at('path', input.params), ...(api.isLoose ? [] : at('query', input.query))];
};

const BYTES: JsonSchema = {};

function bodyOf({ method, bodyKind = 'form', input, api }: ApiRoute): Operation['requestBody'] {
  if (method !== 'post') return undefined;
  if (bodyKind !== 'form') {
    const content = (api.takes ?? []).map((type) => [type, { schema: BYTES }]);
    return { required: true, content: Object.fromEntries(content) };
  }
  if (!input.body || Object.keys(fieldsOf(input.body)).length === 0) return undefined;
  const schema = jsonSchema(input.body, 'input');
  return { required: true, content: { 'application/json': { schema } } };
}

/** What a route refuses by its access and input alone. */
function commonRefusals({ access, method, bodyKind, input, api }: ApiRoute): ErrorCode[] {
  return [
    ...(api.isLoose ? [] : (['INVALID_INPUT'] as const)),
    ...(method === 'post' && !bodyKind ? (['BAD_JSON'] as const) : []),
    ...(access === 'machine'
      ? (['NOT_SIGNED_IN', 'SCOPE_LACKING', 'FORBIDDEN', 'SECOND_FACTOR_REQUIRED'] as const)
      : []),
    ...(access === 'machine' ? (['TOO_MANY_REQUESTS'] as const) : []),
    ...(input.params ? (['NOT_FOUND'] as const) : []),
    ...(method === 'post' ? (['TOO_LARGE'] as const) : []),
    ...(bodyKind === 'table' || bodyKind === 'pdf'
      ? (['UPLOADS_BUSY', 'UPLOAD_SLOW'] as const)
      : []),
  ];
}

/** Every refusal of a route, its own last. */
export const refusalsOf = (route: ApiRoute): ErrorCode[] => [
  ...new Set([...commonRefusals(route), ...(route.api.refusals ?? [])]),
];

function refusedResponses(route: ApiRoute, say: Say): Record<string, ApiResponse> {
  const byStatus = groupBy(refusalsOf(route), (code) => errorStatus[code]);
  const content = { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } };
  const known = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content },
  ]);
  const other = { description: say('document.otherwise'), content };
  return { ...Object.fromEntries(known), default: other };
}

/** The component's name of an operation's answer. */
const answerName = ({ api }: ApiRoute): string =>
  `${api.name.charAt(0).toUpperCase()}${api.name.slice(1)}Answer`;

function answerOf(route: ApiRoute, say: Say): Record<string, ApiResponse> {
  const { answer } = route.api;
  if (answer === 'redirect') return { 303: { description: say('document.redirect') } };
  const description = say('document.answer');
  if ('type' in answer) {
    return { 200: { description, content: { [answer.type]: { schema: BYTES } } } };
  }
  const schema = { $ref: `#/components/schemas/${answerName(route)}` };
  return { [answer.status ?? 200]: { description, content: { 'application/json': { schema } } } };
}

function operationOf(route: ApiRoute, parts: Parts): Operation {
  const say = sayIn(parts);
  const { name, group } = route.api;
  const more = `api.operations.${name}.description`;
  const parameters = parametersOf(route, say);
  const requestBody = bodyOf(route);
  return {
    operationId: name,
    tags: [group],
    summary: say(`operations.${name}.summary`),
    ...(parts.catalogue.has(more) && { description: say(`operations.${name}.description`) }),
    security: route.access === 'machine' ? [{ token: [route.scope ?? ''] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...answerOf(route, say), ...refusedResponses(route, say) },
  };
}

const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(errorStatus) },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
  additionalProperties: false,
};

function componentsOf(routes: ApiRoute[], say: Say) {
  const answers = routes.flatMap((route) => {
    const { answer } = route.api;
    return typeof answer === 'object' && 'schema' in answer
      ? [[answerName(route), jsonSchema(answer.schema, 'output')]]
      : [];
  });
  const token = { type: 'http', scheme: 'bearer', description: say('document.token') };
  return {
    schemas: { Problem: PROBLEM_SCHEMA, ...Object.fromEntries(answers) },
    securitySchemes: { token },
  };
}

/** The document of all routes that are below /api, in the language's words. */
export function openApiDocument(
  all: readonly AnyRoute[],
  { publicUrl, ...parts }: Parts & { publicUrl: string },
): OpenApiDocument {
  const say = sayIn(parts);
  // As they are called: with every field that is not named refused.
  const routes = all.map(strictly).filter(isApiRoute);
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const path = pathOf(route.path);
    paths[path] = { ...paths[path], [route.method]: operationOf(route, parts) };
  }
  return {
    openapi: '3.1.0',
    info: { title: say('title'), version: VERSION, description: say('document.description') },
    servers: [{ url: publicUrl }],
    tags: API_GROUPS.map((name) => ({ name, description: say(`groups.${name}`) })),
    paths,
    components: componentsOf(routes, say),
  };
}
