// Reads a request's body as its route declares it, within the limits, before anything is parsed.
import express, { type RequestHandler } from 'express';
import multer from 'multer';
import { AppError } from '../core/app-error.ts';
import { BODY_MAX, PDF_MAX, SHEET_MAX } from '../protocol/limits.ts';
import type { BodyKind } from './define-route.ts';

const tooLarge = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { type, code } = error as { type?: unknown; code?: unknown }; // errors of two libraries
  return type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE';
};

const bodyError = (error: unknown, limit: number): AppError => {
  if (tooLarge(error)) return new AppError('TOO_LARGE', { limit: Math.round(limit / 1000) }, error);
  const isJson = typeof error === 'object' && error !== null && 'type' in error;
  return new AppError(isJson ? 'BAD_JSON' : 'BAD_REQUEST', {}, error);
};

const guarded =
  (handler: RequestHandler, limit: number): RequestHandler =>
  (request, response, next) => {
    handler(request, response, (error?: unknown) => {
      if (error) next(bodyError(error, limit));
      else next();
    });
  };

/** What a form holds beside its file, at most. */
const AROUND_FILE = 100_000;

/** Refuses by the size that the request claims: what reads parts would read all of them first. */
const measured =
  (handler: RequestHandler, limit: number): RequestHandler =>
  (request, response, next) => {
    const claimed = Number(request.headers['content-length'] ?? 0);
    if (claimed <= limit + AROUND_FILE) return guarded(handler, limit)(request, response, next);
    return next(new AppError('TOO_LARGE', { limit: Math.round(limit / 1000) }));
  };

const form = express.urlencoded({ extended: false, limit: BODY_MAX });
const jsonBody = express.json({ limit: BODY_MAX, strict: false });
const uploadOf = (fileSize: number) =>
  multer({
    storage: multer.memoryStorage(),
    limits: { fileSize, files: 1, fields: 10, fieldSize: 10_000 },
  }).single('berkas');
const upload = uploadOf(PDF_MAX);
const sheet = uploadOf(SHEET_MAX);
const raw = (limit: number) => express.raw({ type: () => true, limit });
const pdf = raw(PDF_MAX);
const table = raw(SHEET_MAX);
const signed = raw(BODY_MAX);

/** The middlewares that read a body of this kind; refusals are TOO_LARGE, BAD_JSON, BAD_REQUEST. */
export const bodyReaders = (kind: BodyKind): RequestHandler[] => {
  if (kind === 'pdf') return [guarded(pdf, PDF_MAX)];
  if (kind === 'table') return [guarded(table, SHEET_MAX)];
  if (kind === 'raw') return [guarded(signed, BODY_MAX)];
  if (kind === 'upload') return [measured(upload, PDF_MAX), guarded(form, BODY_MAX)];
  if (kind === 'sheet') return [measured(sheet, SHEET_MAX), guarded(form, BODY_MAX)];
  return [guarded(form, BODY_MAX), guarded(jsonBody, BODY_MAX)];
};
