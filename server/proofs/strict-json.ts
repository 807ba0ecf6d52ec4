// Reads canonical JSON strictly: a text that is not exactly what canonical JSON would say of the
// same value is no statement at all, so that nobody can hide anything in spaces or double fields.
import { canonicalJson } from '../core/canonical.ts';

/** What a field must look like. */
export type FieldCheck = (value: unknown) => boolean;

export const isHash: FieldCheck = (value) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
export const isId: FieldCheck = (value) => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
export const isCount: FieldCheck = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const isMoment: FieldCheck = (value) => {
  if (typeof value !== 'string') return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
};
/** Exactly this text. */
export const isText =
  (text: string): FieldCheck =>
  (value) =>
    value === text;

/**
 * The value that `text` states when it is canonical JSON with exactly these fields, each as its
 * check wants it; undefined for anything else.
 */
export function readStrict(
  text: string,
  checks: Record<string, FieldCheck>,
): Record<string, unknown> | undefined {
  const value = parse(text);
  if (!value || Object.keys(value).length !== Object.keys(checks).length) return undefined;
  if (!Object.entries(checks).every(([key, check]) => check(value[key]))) return undefined;
  return isCanonical(value, text) ? value : undefined;
}

function isCanonical(value: unknown, text: string): boolean {
  try {
    return canonicalJson(value) === text;
  } catch {
    // Half a letter (a lone surrogate) has no canonical form.
    return false;
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
