// What the paths and forms of the session office hold.
import { z } from 'zod';

export const kampanye = z.string().regex(/^[a-z0-9-]{1,80}$/);
export const PATH = '/kendali/kampanye/:kampanye/acara';
/** A session in its campaign. */
export const place = z.object({ kampanye, sesi: z.string().regex(/^[a-z0-9-]{1,80}$/) });
/** A form as it was typed: its own reader says what is wrong, so that nothing typed is lost. */
export const typed = z.record(z.string(), z.string());
