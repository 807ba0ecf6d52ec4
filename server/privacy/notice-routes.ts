// /privasi: the notice on personal data in full, in the version that was shown or the newest.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page } from '../http/reply.ts';
import { formatDate } from '../http/views/index.ts';
import { paragraphsOf } from './notice-rules.ts';
import type { PrivacyServices } from './privacy-services.ts';

const query = z.object({
  kampanye: z.string().max(80).optional(),
  versi: z.coerce.number().int().min(0).optional().catch(undefined),
});

/** Open to all: whoever is asked for data may read why, before and after. */
export const createNoticeRoute = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/privasi',
    access: 'public',
    input: { query },
    async handle({ query: { kampanye, versi }, language }) {
      const { people, notices, official, retention, catalogue } = services;
      const session = official.event.live.findDefault();
      const id = kampanye ?? session?.campaign;
      const campaign = id === undefined ? undefined : await people.findCampaign(id);
      if (!campaign) throw new AppError('NOT_FOUND');
      const newest = await notices.current(campaign);
      const shown = versi === undefined ? newest : await notices.ofVersion(campaign, versi);
      const said = notices.said(shown, campaign, language);
      const own = people.sessions().find((one) => one.campaign === campaign._id);
      const rule = await retention.find(campaign._id);
      return page({
        template: 'privacy-notice',
        entry: 'own-data',
        title: catalogue.text(language, 'privacy.title'),
        ...(own && { session: own._id }),
        view: {
          ...{ lines: said.lines, basis: said.basis, version: shown.version },
          ...{ lang: said.lang, remark: said.remark },
          campaign: { id: campaign._id, name: campaign.name, host: campaign.host.name },
          since: shown.at ? formatDate(shown.at, language) : '',
          isOlder: shown.version !== newest.version,
          paragraphs: paragraphsOf(said.text),
          months: rule && rule.months > 0 ? rule.months : undefined,
        },
      });
    },
  });
