// What everybody reads: which regions issued a circular, and the letters themselves. They are public
// documents of public offices; withdrawn and replaced ones are not shown.
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page } from '../http/reply.ts';
import { circularFile } from './circular-form.ts';
import { standingCirculars } from './circular-rules.ts';
import { type CircularServices, sayOf } from './circular-services.ts';
import { byProvince } from './follow-up-board.ts';

const kampanye = z.string().regex(/^[a-z0-9-]{1,80}$/);
const daerah = z.string().regex(/^[\w.]{1,20}$/);

/** The list by province, and the files. */
export const createPublicCircularRoutes = (services: CircularServices): AnyRoute[] => {
  const { places, circulars } = services;
  return [
    defineRoute({
      method: 'get',
      path: '/edaran/:kampanye/:daerah/edaran.pdf',
      access: 'public',
      input: { params: z.object({ kampanye, daerah }) },
      async handle({ params: asked }) {
        const history = await circulars.store.history(asked.kampanye, asked.daerah);
        return circularFile(services, standingCirculars(history).get(asked.daerah));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/edaran/:kampanye',
      access: 'public',
      input: { params: z.object({ kampanye }) },
      async handle({ params: asked, language }) {
        const campaign = await places.campaign(asked.kampanye);
        const regions = await places.regionsOf(campaign);
        const standing = standingCirculars(await circulars.store.list(campaign._id));
        const rows = regions.flatMap((region) => {
          const own = standing.get(region.code);
          const { provinceCode, province, name, code } = region;
          return own
            ? [
                {
                  ...{ provinceCode, province, name, number: own.number },
                  ...{ day: `${own.date}T05:00:00Z`, kilobytes: Math.ceil(own.file.size / 1_000) },
                  href: `/edaran/${campaign.slug}/${code}/edaran.pdf`,
                },
              ]
            : [];
        });
        const session = places.live.list().find((one) => one.campaign === campaign._id);
        return page({
          template: 'circulars',
          title: sayOf(services, language)('public.title'),
          ...(session && { session: session._id }),
          view: {
            ...{ campaign: campaign.name, lawPath: `/hukum/${campaign.slug}` },
            ...{ count: rows.length, total: regions.length, provinces: byProvince(rows) },
          },
        });
      },
    }),
  ];
};
