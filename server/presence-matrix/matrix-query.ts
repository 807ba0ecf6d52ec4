// The addresses of the matrix: its filters as they stand in them, so that a page can be shared.
import { z } from 'zod';
import { MATRIX_STATES, type MatrixFilter, type MatrixState } from '../protocol/matrix-filter.ts';

const isState = (value: string): value is MatrixState => Object.hasOwn(MATRIX_STATES, value);

export const slugSchema = z.string().regex(/^[a-z0-9-]{1,80}$/);
const search = z.string().trim().max(100).default('');
const code = z
  .string()
  .regex(/^[a-z0-9.-]{0,40}$/)
  .default('');

/** A region's code as it stands in a path. */
export const regionCodeSchema = z.string().regex(/^[a-z0-9.]{1,20}$/);

export const callQuery = z.object({
  sesi: slugSchema.optional(),
  cari: search,
  provinsi: code,
  /** Which page of the list, from 1. */
  hal: z.coerce.number().int().min(1).max(100).default(1),
});

export const matrixQuery = z.object({
  sesi: slugSchema.optional(),
  cari: search,
  provinsi: code,
  jabatan: code,
  keadaan: z
    .string()
    .refine((value) => value === '' || isState(value))
    .default(''),
});
export type MatrixQuery = z.output<typeof matrixQuery>;

/** The filter of an address. */
export const filterOf = (query: Omit<MatrixQuery, 'sesi'>): MatrixFilter => ({
  search: query.cari,
  province: query.provinsi,
  office: query.jabatan,
  state: isState(query.keadaan) ? query.keadaan : '',
});

/** An address with what is not empty in `query`. */
export function addressOf(path: string, query: Record<string, string>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== '');
  return `${path}?${new URLSearchParams(filled)}`;
}
