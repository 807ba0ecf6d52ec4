// The document as a page (templates/pages/api.hbs): its groups, operations, fields and refusals.
import { API_GROUPS } from '../http/api-facts.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { PROGRAM_REQUESTS } from '../http/rate-limits.ts';
import { SCOPES } from '../http/scopes.ts';
import { errorStatus } from '../protocol/error-codes.ts';
import { jsonSchema } from './json-schemas.ts';
import { type ApiRoute, isApiRoute, openApiDocument, pathOf, refusalsOf } from './openapi.ts';
import { parameterText, schemaText } from './schema-text.ts';

interface Parts {
  catalogue: Catalogue;
  publicUrl: string;
  language: Language;
}

/** The answer in an outline, or the media type of a file. */
function answerView({ api: { answer } }: ApiRoute) {
  if (answer === 'redirect') return { isRedirect: true };
  if ('type' in answer) return { type: answer.type };
  return {
    status: answer.status ?? 200,
    outline: schemaText(jsonSchema(answer.schema, 'output')),
  };
}

function exampleOf({ method, path, access, api }: ApiRoute, publicUrl: string): string {
  const token = access === 'machine' ? " -H 'Authorization: Bearer $TOKEN'" : '';
  const [type] = api.takes ?? [];
  const body = method === 'post' && type ? ` -H 'Content-Type: ${type}' --data-binary @FILE` : '';
  const isBare = method === 'post' && !type;
  return `curl${isBare ? ' -X POST' : ''}${token}${body} '${publicUrl}${pathOf(path)}'`;
}

/** The page's view: every operation of the document, in its groups. */
export function documentView(routes: readonly AnyRoute[], { publicUrl, ...parts }: Parts) {
  const document = openApiDocument(routes, { ...parts, publicUrl });
  const operations = routes.filter(isApiRoute).flatMap((route) => {
    const operation = document.paths[pathOf(route.path)]?.[route.method];
    if (!operation) return [];
    const body = operation.requestBody?.content['application/json'];
    const refusals = refusalsOf(route).map((code) => ({ code, status: errorStatus[code] }));
    return {
      group: route.api.group,
      id: operation.operationId,
      method: route.method.toUpperCase(),
      path: pathOf(route.path),
      summary: operation.summary,
      description: operation.description,
      isSigned: route.access === 'signed',
      scope: route.access === 'machine' ? route.scope : undefined,
      parameters: operation.parameters?.map((one) => ({
        ...one,
        type: parameterText(one.schema),
        isQuery: one.in === 'query',
      })),
      body: body && schemaText(body.schema),
      takes: route.api.takes,
      answer: answerView(route),
      refusals: refusals.sort((a, b) => a.status - b.status),
      example: exampleOf(route, publicUrl),
    };
  });
  return {
    scopes: SCOPES,
    perMinute: PROGRAM_REQUESTS,
    groups: API_GROUPS.map((name) => ({
      name,
      operations: operations.filter(({ group }) => group === name),
    })),
  };
}
