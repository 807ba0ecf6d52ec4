// The files: a certificate for its holder, and a rehearsal's links.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, json } from '../http/reply.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { CertificateAccess } from './certificate-access.ts';
import { CERTIFICATE_KINDS } from './certificate-data.ts';
import type { CertificateService } from './certificate-service.ts';
import { certificateCodeSchema } from './codes.ts';

const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
const LINKS_MAX = 100;

export interface CertificateRoutesOptions {
  service: CertificateService;
  access: CertificateAccess;
  live: Pick<LiveSessions, 'find'>;
  signatures: Pick<SignatureService, 'list'>;
}

export function createCertificateRoutes(options: CertificateRoutesOptions): AnyRoute[] {
  const { service, access } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/berkas/:code.pdf',
      // Open to all so that a rehearsal's link works; `mayOpen` decides.
      access: 'public',
      input: {
        params: z.object({ code: certificateCodeSchema }),
        query: z.object({ akses: z.string().max(500).optional() }),
      },
      async handle({ params, query, visitor }) {
        const { certificate, bytes } = await service.getFile(params.code);
        if (!(await access.mayOpen(visitor, certificate, query.akses))) {
          throw new AppError('NOT_SIGNED_IN');
        }
        const name = `${certificate.number}.pdf`;
        return file({ bytes, type: 'application/pdf', name, headers: PRIVATE });
      },
    }),
    rehearsalRoute(options),
  ];
}

const linksSchema = z.strictObject({
  certificates: z.array(
    z.strictObject({ code: z.string(), kind: z.enum(CERTIFICATE_KINDS), url: z.url() }),
  ),
});

/** Some certificates of a rehearsal with their holders' access; missing ones are made first. */
const rehearsalRoute = (options: CertificateRoutesOptions): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/api/v1/rehearsals/:id/certificates',
    access: 'machine',
    scope: 'rehearse',
    api: {
      name: 'rehearsedCertificates',
      group: 'rehearsals',
      answer: { schema: linksSchema },
      refusals: ['NOT_REHEARSAL'],
    },
    input: {
      params: z.object({ id: z.string().regex(ID_PATTERN) }),
      query: z.object({ limit: z.coerce.number().int().min(1).max(LINKS_MAX).default(5) }),
    },
    async handle({ params, query }) {
      const session = options.live.find(params.id);
      if (!session) throw new AppError('NOT_FOUND');
      if (session.kind !== 'rehearsal') throw new AppError('NOT_REHEARSAL');
      const signed = await options.signatures.list(session._id);
      for (const { registration } of signed.slice(0, query.limit)) {
        await options.service.ensureDeclaration(registration);
      }
      const issued = await options.service.listOfSession(session._id, query.limit);
      const certificates = issued.map((certificate) => ({
        code: certificate.code,
        kind: certificate.kind,
        url: options.access.linkTo(certificate),
      }));
      return json({ certificates });
    },
  });
