// Pages of a long list for programs: so many at once, and where the next page begins.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';

/** Most items of one page. */
export const PAGE_MAX = 500;

/** Input of a route that answers in pages. */
export const pageFields = {
  cursor: z
    .string()
    .regex(/^[\w-]{1,120}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
};
export const pageQuery = z.strictObject(pageFields);

/** A page of items; `next` is the cursor of the following page, null on the last. */
export const pageSchema = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** The key behind a cursor that `page` gave; throws INVALID_INPUT for one that is none. */
export function afterOf(cursor: string | undefined, form: RegExp): string | undefined {
  if (cursor === undefined) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!form.test(key)) throw new AppError('INVALID_INPUT', { field: 'cursor' });
  return key;
}

/** The page of what was found after the last one: `found` holds one more where there is more. */
export function pageOf<T, V>(
  found: readonly T[],
  limit: number,
  { key, view }: { key: (one: T) => string; view: (one: T) => V },
): { items: V[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? Buffer.from(key(last)).toString('base64url') : null;
  return { items: items.map(view), next };
}
