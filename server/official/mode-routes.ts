// How one follows, chosen by a form: for browsers without script, and kept in the same cookie.
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { type CookieChange, type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { MODE_SECONDS, MODES, type Mode } from '../protocol/follow-modes.ts';
import { STAGE_PATH, wayOn } from './official-visit.ts';

const modeBody = z.object({ mode: z.enum(MODES) });

const modeCookie = (mode: Mode): CookieChange => ({
  name: COOKIES.mode,
  value: mode,
  seconds: MODE_SECONDS,
  open: true,
});

/** The reply that also keeps a choice; without one it is as it was. */
export const keepingMode = (reply: Reply, mode: Mode | undefined): Reply =>
  mode ? { ...reply, cookies: [...(reply.cookies ?? []), modeCookie(mode)] } : reply;

/** The choice on the plain stage: text stays there, picture and sound are on the other one. */
export const createModeRoutes = (): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${STAGE_PATH}/cara`,
    access: 'official',
    input: { body: modeBody },
    handle({ body: { mode }, visitor }) {
      // A shared screen is nobody's device.
      if (visitor.official?.turn) return redirect(wayOn(visitor));
      return keepingMode(redirect(mode === 'text' ? `${STAGE_PATH}/teks` : STAGE_PATH), mode);
    },
  }),
];
