// What the staff forms send. Formats are checked by the rules, so that the form can say what is wrong.
import { z } from 'zod';
import { ID_PATTERN } from '../core/ids.ts';
import { PASSWORD_MAX } from './account-rules.ts';

const password = z.string().max(PASSWORD_MAX).default('');
const login = z.string().max(200).default('');

export const linkParams = z.object({ token: z.string().min(1).max(500) });
export const linkBody = z.object({
  mode: z.enum(['new', 'existing']),
  login,
  name: z.string().max(500).default(''),
  password,
});
export const signInBody = z.object({ login, password });
export const accountParams = z.object({ account: z.string().regex(ID_PATTERN) });
export const inviteBody = z.object({ role: z.enum(['owner', 'host']) });
