// Verification for people (a page that works without a script) and for programs (JSON).
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { CertificateAccess, IssuedCertificate } from '../certificates/index.ts';
import { readCode } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { json, page, redirect } from '../http/reply.ts';
import type { Visitor } from '../http/visitor.ts';
import type { SealKeys } from '../keys/index.ts';
import { isPdf } from '../sealing/index.ts';
import { compareRows } from './compared-rows.ts';
import { verificationSchema } from './verification-answer.ts';
import { verificationJson } from './verification-json.ts';
import { presentVerification } from './verification-presenter.ts';
import type { Verification, VerificationService } from './verification-service.ts';
import type { ReportingPlace, VerificationView } from './verification-view.ts';

const typedCode = z.string().max(100);
/** No proxy or browser keeps what was verified: a certificate may be revoked the next minute. */
const FRESH = { 'cache-control': 'no-store' };

export interface VerificationRoutesOptions {
  verification: VerificationService;
  access: CertificateAccess;
  catalogue: Catalogue;
  /** Name of the default campaign's host, for the page's sentences. */
  hostName: () => Promise<string>;
  /** Every year's evidence keys: the page's script checks QR codes with them. */
  keys: Pick<SealKeys, 'evidenceCertificates'>;
  /** Where a violation in the certificate's region is reported. */
  reportingOf?: (certificate: IssuedCertificate) => Promise<ReportingPlace>;
}

/** Routes of the page and of the API; anybody may call them. */
export const createVerificationRoutes = (options: VerificationRoutesOptions): AnyRoute[] => [
  ...codeRoutes(options),
  uploadRoute(options),
  ...programRoutes(options),
];

const show = (
  { catalogue, keys }: VerificationRoutesOptions,
  view: Omit<VerificationView, 'compared'> & Partial<VerificationView>,
  language: Language,
  status = 200,
) => {
  const title = catalogue.text(language, 'verification.title');
  const data = { keys: publicKeys(keys.evidenceCertificates) };
  const compared = compareRows(undefined, { catalogue, language });
  const whole = { compared, ...view };
  return page({ template: 'verification', title, view: whole, data, status, headers: FRESH });
};

/** As WebCrypto takes them: SPKI in base64, by the short name that a statement carries. */
const publicKeys = (certificates: SealKeys['evidenceCertificates']) =>
  certificates.map(({ keyId, pem }) => {
    const { publicKey } = new X509Certificate(pem);
    return {
      id: keyId,
      spki: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    };
  });

/** A refusal beside the field that it concerns; `key` is the sentence's in the catalogue. */
const showError = async (
  options: VerificationRoutesOptions,
  error: { field: 'code' | 'file'; key: string; status: number },
  typed: string,
  language: Language,
) => {
  const message = options.catalogue.text(language, error.key);
  const view = { host: await options.hostName(), typed, error: { field: error.field, message } };
  return show(options, view, language, error.status);
};

/** What an inspection may refuse; anything else is the error page's. */
const FILE_REFUSED = ['PDF_TOO_COMPLEX', 'PDF_TOO_SLOW', 'VERIFICATION_BUSY'] as const;
const FILE_REFUSALS: readonly string[] = FILE_REFUSED;
const refusalOf = (error: unknown): AppError | undefined =>
  error instanceof AppError && FILE_REFUSALS.includes(error.code) ? error : undefined;

const showVerdict = async (
  options: VerificationRoutesOptions,
  verdict: Verification,
  given: { typed: string; fileName?: string },
  { visitor, language }: { visitor: Visitor; language: Language },
) => {
  const { access, catalogue, hostName } = options;
  const { certificate } = verdict;
  const mayDownload = certificate ? await access.mayOpen(visitor, certificate) : false;
  const frame = { catalogue, language, host: await hostName(), mayDownload, ...given };
  const reporting = certificate && (await options.reportingOf?.(certificate));
  const view = { ...presentVerification(verdict, frame), ...(reporting && { reporting }) };
  return show(options, view, language);
};

const codeRoutes = (options: VerificationRoutesOptions): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/verifikasi',
    access: 'public',
    input: { query: z.object({ kode: typedCode.optional() }) },
    async handle({ query, language }) {
      if (query.kode === undefined)
        return show(options, { host: await options.hostName(), typed: '' }, language);
      const read = readCode(query.kode);
      if (read) return redirect(`/verifikasi/${read.code}`);
      return showError(
        options,
        { field: 'code', key: 'certificates.errors.code', status: 400 },
        query.kode,
        language,
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/verifikasi/:code',
    access: 'public',
    input: { params: z.object({ code: typedCode }) },
    async handle({ params, address, visitor, language }) {
      const verdict = await options.verification.verifyCode(params.code, address);
      const reply = await showVerdict(
        options,
        verdict,
        { typed: params.code },
        { visitor, language },
      );
      return { ...reply, status: verdict.certificate ? 200 : 404 };
    },
  }),
];

const uploadRoute = (options: VerificationRoutesOptions): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/verifikasi',
    access: 'public',
    bodyKind: 'upload',
    input: { body: z.object({ kode: typedCode.optional() }) },
    async handle({ body, upload, address, visitor, language }) {
      const read = body?.kode === undefined ? undefined : readCode(body.kode);
      if (read) return redirect(`/verifikasi/${read.code}`);
      if (body?.kode !== undefined && !upload) {
        return showError(
          options,
          { field: 'code', key: 'certificates.errors.code', status: 400 },
          body.kode,
          language,
        );
      }
      if (!upload || upload.bytes.length === 0) {
        return showError(
          options,
          { field: 'file', key: 'certificates.errors.noFile', status: 400 },
          '',
          language,
        );
      }
      if (!isPdf(upload.bytes)) {
        return showError(
          options,
          { field: 'file', key: 'certificates.errors.notPdf', status: 415 },
          '',
          language,
        );
      }
      const given = { typed: '', fileName: upload.name };
      try {
        const verdict = await options.verification.verifyPdf(upload.bytes, address);
        return await showVerdict(options, verdict, given, { visitor, language });
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        const { code, status } = refusal;
        const wrong = { field: 'file' as const, key: `errors.${code}.detail`, status };
        return showError(options, wrong, '', language);
      }
    },
  });

const programRoutes = (options: VerificationRoutesOptions): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: '/api/v1/verifications',
    access: 'public',
    bodyKind: 'pdf',
    api: {
      name: 'verifyFile',
      group: 'certificates',
      answer: { schema: verificationSchema },
      takes: ['application/pdf'],
      refusals: [...FILE_REFUSED, 'NOT_A_PDF'],
    },
    input: {},
    async handle({ upload, address }) {
      if (!upload) throw new AppError('NOT_A_PDF');
      const verdict = await options.verification.verifyPdf(upload.bytes, address);
      return json(verificationJson(verdict), { headers: FRESH });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/certificates/:code',
    access: 'public',
    api: {
      name: 'verifyCode',
      group: 'certificates',
      answer: { schema: verificationSchema },
      refusals: ['CERTIFICATE_UNKNOWN', 'TOO_MANY_ATTEMPTS'],
    },
    input: { params: z.object({ code: typedCode }) },
    async handle({ params, address }) {
      const verdict = await options.verification.verifyCode(params.code, address);
      if (!verdict.certificate) throw new AppError('CERTIFICATE_UNKNOWN');
      return json(verificationJson(verdict), { headers: FRESH });
    },
  }),
];
