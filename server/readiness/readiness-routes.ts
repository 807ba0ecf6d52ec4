// /kendali/siap: the list "Siap?" as a page of its own, which needs no script; its ticks by hand.
import { z } from 'zod';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { HAND_ITEMS } from '../protocol/readiness.ts';
import { getSession, type LiveSessions } from '../sessions/index.ts';
import { readyView } from './readiness-presenter.ts';
import type { ReadinessService } from './readiness-service.ts';

interface Parts {
  readiness: ReadinessService;
  live: LiveSessions;
  catalogue: Catalogue;
  openObjections(session: string): Promise<number>;
}

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

const listRoute = ({ readiness, live, catalogue, openObjections }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/siap',
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional() }) },
    async handle({ query, language, visitor }) {
      const session = getSession(live, query.sesi);
      return page({
        template: 'readiness',
        layout: 'staff',
        title: catalogue.text(language, 'readiness.title', { session: session.title }),
        entry: 'staff-form',
        view: {
          ...readyView(await readiness.list(session), catalogue, language),
          slug: session.slug,
          session: session.title,
          back: `/kendali/siap?sesi=${session.slug}`,
          isOwner: isOwner(visitor),
          openObjections: await openObjections(session._id),
        },
      });
    },
  });

const tickRoute = ({ readiness, live }: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/siap/:sesi/:item',
    access: 'staff',
    input: {
      params: z.object({ sesi: slug, item: z.enum(HAND_ITEMS) }),
      body: z.object({ sudah: z.enum(['ya', 'tidak']) }),
    },
    async handle({ params: { sesi, item }, body, visitor, address }) {
      const session = getSession(live, sesi);
      const staff = staffOf(visitor);
      const actor = { kind: 'staff', id: staff.account, label: staff.name } as const;
      await readiness.tick({ session, item, on: body.sudah === 'ya' }, { actor, address });
      return redirect(`/kendali/siap?sesi=${session.slug}`);
    },
  });

/** The list and its ticks; all for staff. */
export const createReadinessRoutes = (parts: Parts): AnyRoute[] => [
  listRoute(parts),
  tickRoute(parts),
];
