// For programs: the certificates of a session, revoked ones among them; who holds one is a person of
// the roll.
import { z } from 'zod';
import { type CertificateStore, KINDS } from '../certificates/index.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { hashField, idField, momentField } from '../http/api-schemas.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../http/cursor.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { getSession, sessionParams } from './api-input.ts';

export interface CertificateApiParts {
  live: Pick<LiveSessions, 'find'>;
  certificates: Pick<CertificateStore, 'pageOfSession'>;
}

const certificateSchema = z.strictObject({
  number: z.string(),
  kind: z.enum(KINDS),
  person: idField.nullable(),
  sample: z.boolean(),
  issuedAt: momentField,
  sha256: hashField,
  revoked: z.strictObject({ at: momentField, reason: z.string() }).nullable(),
  /** When its file and what it says of a person were erased by rule. */
  erasedAt: momentField.nullable(),
});
type Row = Awaited<ReturnType<CertificateStore['pageOfSession']>>[number];

const certificateView = (one: Row): z.output<typeof certificateSchema> => ({
  number: one.number,
  kind: one.kind,
  person: one.registration,
  sample: one.sample,
  issuedAt: one.issuedAt.toISOString(),
  sha256: one.sha256,
  erasedAt: one.erased?.at.toISOString() ?? null,
  revoked: one.revoked && { at: one.revoked.at.toISOString(), reason: one.revoked.reason },
});

export const createCertificateApi = (parts: CertificateApiParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api/v1/sessions/:id/certificates',
    access: 'machine',
    scope: 'read:certificates',
    api: {
      name: 'sessionCertificates',
      group: 'certificates',
      answer: { schema: pageSchema(certificateSchema) },
    },
    input: { params: sessionParams, query: pageQuery },
    async handle({ params, query: { cursor, limit } }) {
      const session = getSession(parts.live, params.id);
      const after = afterOf(cursor, ID_PATTERN) ?? '';
      const found = await parts.certificates.pageOfSession(session._id, after, limit + 1);
      return json(pageOf(found, limit, { key: ({ _id }) => _id, view: certificateView }));
    },
  }),
];
