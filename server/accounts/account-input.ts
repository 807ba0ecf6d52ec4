// What the staff forms send. Formats are checked by the rules, so that the form can say what is wrong.
import { z } from 'zod';
import { ID_PATTERN } from '../core/ids.ts';
import { SCOPES } from '../http/scopes.ts';
import { STAFF_ROLES } from '../http/staff-roles.ts';
import { PASSWORD_MAX } from './account-rules.ts';
import { LINK_DAYS, LINK_DAYS_CHOICE } from './links.ts';
import { TOKEN_DAYS } from './program-tokens.ts';

const password = z.string().max(PASSWORD_MAX).default('');
const login = z.string().max(200).default('');
const code = z.string().max(60).default('');
/** A campaign's id, or `*` for all. */
const campaign = z.string().min(1).max(100).default('*');
/** One of a few whole numbers, as a form sends it. */
const oneOf = (numbers: readonly number[], otherwise: number) =>
  z.coerce
    .number()
    .refine((value) => numbers.includes(value))
    .default(otherwise);
const id = z.string().regex(ID_PATTERN);

export const linkParams = z.object({ token: z.string().min(1).max(600) });
export const linkBody = z.object({
  mode: z.enum(['new', 'existing']),
  login,
  name: z.string().max(500).default(''),
  password,
  code,
});
export const passwordBody = z.object({ present: password, next: password });
export const recoveryBody = z.object({ password });
export const signInBody = z.object({ login, password });
export const codeBody = z.object({ code });
export const accountParams = z.object({ account: id });
export const roleBody = z.object({ campaign, role: z.enum([...STAFF_ROLES, 'none']) });
export const inviteBody = z.object({
  role: z.enum(STAFF_ROLES),
  campaign,
  days: oneOf(LINK_DAYS_CHOICE, LINK_DAYS),
});
export const sessionParams = z.object({ masuk: z.string().regex(/^[0-9a-f]{64}$/) });
export const tokenParams = z.object({ token: id });
export const tokenBody = z.object({
  label: z
    .string()
    .trim()
    .max(80)
    .default('')
    .transform((text) => text.replace(/\p{Cc}|\p{Cf}/gu, '')),
  // A form sends one box as a text and several as a list.
  scopes: z
    .union([z.enum(SCOPES).transform((one) => [one]), z.array(z.enum(SCOPES)).max(SCOPES.length)])
    .default([])
    .transform((scopes) => [...new Set(scopes)]),
  days: oneOf(TOKEN_DAYS, 30),
});
