// The files: a certificate for its holder, the root for everybody, and a rehearsal's links.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, json } from '../http/reply.ts';
import type { SealKeys } from '../keys/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { CertificateAccess } from './certificate-access.ts';
import type { CertificateService } from './certificate-service.ts';
import { certificateCodeSchema } from './codes.ts';

/** Roots and lists change at most once a day. */
const PUBLISHED = { 'cache-control': 'public, max-age=3600' };
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
const LINKS_MAX = 100;

export interface CertificateRoutesOptions {
  service: CertificateService;
  access: CertificateAccess;
  keys: SealKeys;
  live: Pick<LiveSessions, 'find'>;
  signatures: Pick<SignatureService, 'list'>;
  clock: Clock;
}

export function createCertificateRoutes(options: CertificateRoutesOptions): AnyRoute[] {
  const { service, access, keys, clock } = options;
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
    defineRoute({
      method: 'get',
      path: '/api/v1/certificates/root.pem',
      access: 'public',
      input: {},
      handle: () =>
        file({
          bytes: Buffer.from(keys.rootPem),
          type: 'application/x-pem-file',
          name: 'ikrar-root.pem',
          headers: PUBLISHED,
        }),
    }),
    revocationRoute('/api/v1/certificates/crl', () => keys.createCrl(clock.now())),
    revocationRoute('/api/v1/certificates/root.crl', async () => keys.rootCrl),
    rehearsalRoute(options),
  ];
}

/** A revocation list (RFC 5280), or 404 where the key came from outside. */
const revocationRoute = (path: string, read: () => Promise<Buffer | null>): AnyRoute =>
  defineRoute({
    method: 'get',
    path,
    access: 'public',
    input: {},
    async handle() {
      const bytes = await read();
      if (!bytes) throw new AppError('NOT_FOUND');
      return file({ bytes, type: 'application/pkix-crl', headers: PUBLISHED });
    },
  });

/** Some certificates of a rehearsal with their holders' access; missing ones are made first. */
const rehearsalRoute = (options: CertificateRoutesOptions): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/api/v1/rehearsals/:id/certificates',
    access: 'machine',
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
