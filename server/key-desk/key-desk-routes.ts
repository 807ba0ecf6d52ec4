// Certificates and revocation lists for everybody, and the page on which staff see how they stand.
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, page } from '../http/reply.ts';
import { isOwner } from '../http/visitor.ts';
import type { SealKeys, TimestamperState } from '../keys/index.ts';
import { keyPageView } from './key-page-view.ts';

export interface KeyDeskParts {
  keys: SealKeys;
  tsaRoots: readonly Buffer[];
  /** How the time-stamping authority does; nothing without one. */
  tsaState: () => TimestamperState | undefined;
  catalogue: Catalogue;
  clock: Clock;
}

const PATH = '/api/v1/certificates';
const PEM = 'application/x-pem-file';
const DER = 'application/pkix-cert';
const CRL = 'application/pkix-crl';
/** Roots and lists change at most once a day. */
const PUBLISHED = { 'cache-control': 'public, max-age=3600' };

export const createKeyDeskRoutes = (parts: KeyDeskParts): AnyRoute[] => {
  const { keys, clock } = parts;
  return [
    pemRoute('root.pem', 'rootCertificate', () => keys.rootPem),
    pemRoute('evidence.pem', 'evidenceCertificates', () => evidencePem(keys)),
    issuerRoute('issuing.cer', 'issuingCertificate', () => keys.evidence.chainPem[0]),
    issuerRoute('root.cer', 'rootCertificateDer', () => keys.evidence.chainPem[1]),
    listRoute('crl', 'sealRevocations', () => keys.createCrl(clock.now())),
    listRoute('root.crl', 'rootRevocations', async () => keys.rootCrl),
    keyPage(parts),
  ];
};

/** Every evidence certificate, newest first, then what vouches for them. */
const evidencePem = ({ evidence, evidenceCertificates }: SealKeys): string =>
  [...evidenceCertificates.map(({ pem }) => pem).reverse(), ...evidence.chainPem].join('');

const pemRoute = (saved: string, name: string, read: () => string): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/${saved}`,
    access: 'public',
    api: { name, group: 'certificates', answer: { type: PEM } },
    input: {},
    handle: () =>
      file({
        bytes: Buffer.from(read()),
        type: PEM,
        name: `ikrar-${saved}`,
        headers: PUBLISHED,
      }),
  });

/** A certificate in DER, as other certificates name their issuer's address. */
const issuerRoute = (saved: string, name: string, read: () => string | undefined): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/${saved}`,
    access: 'public',
    api: { name, group: 'certificates', answer: { type: DER } },
    input: {},
    handle() {
      const pem = read();
      if (!pem) throw new AppError('NOT_FOUND');
      const bytes = new X509Certificate(pem).raw;
      return file({ bytes, type: DER, headers: PUBLISHED });
    },
  });

/** A revocation list (RFC 5280), or 404 where there never was one. */
const listRoute = (saved: string, name: string, read: () => Promise<Buffer | null>): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/${saved}`,
    access: 'public',
    api: { name, group: 'certificates', answer: { type: CRL } },
    input: {},
    async handle() {
      const bytes = await read();
      if (!bytes) throw new AppError('NOT_FOUND');
      return file({ bytes, type: CRL, headers: PUBLISHED });
    },
  });

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

const keyPage = ({ keys, tsaRoots, tsaState, catalogue, clock }: KeyDeskParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/kunci',
    access: 'staff',
    reach: 'any',
    input: { query: z.object({ sesi: slug.optional() }) },
    handle: async ({ query, language, visitor }) => {
      const now = clock.now();
      const view = keyPageView({ rows: keys.status(now, tsaRoots), tsa: tsaState(), now });
      return page({
        template: 'keys',
        layout: 'staff',
        title: catalogue.text(language, 'keys.title'),
        view: { ...view, slug: query.sesi, isOwner: isOwner(visitor) },
      });
    },
  });
