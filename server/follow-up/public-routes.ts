// What everybody reads of a campaign: the law, and where a violation is reported. The platform takes
// no reports itself.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, page } from '../http/reply.ts';
import { type FollowUpServices, wordsOf } from './follow-up-services.ts';
import type { ReportingContact } from './reporting-model.ts';

const kampanye = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** How an office is shown, wherever it is; undefined: nothing is known of it. */
export const officeView = (contact: ReportingContact | undefined) =>
  contact && {
    ...{ office: contact.office, address: contact.address, web: contact.web },
    ...{ email: contact.email, phone: contact.phone },
    tel: contact.phone.replace(/[^\d+]/g, ''),
  };

const showLaw = (services: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/hukum/:kampanye',
    access: 'public',
    input: {
      params: z.object({ kampanye }),
      query: z.object({ daerah: z.string().max(20).optional() }),
    },
    async handle({ params, query, language }) {
      const { library, reporting, live, catalogue } = services;
      const campaign = await services.campaign(params.kampanye);
      const regions = await services.regionsOf(campaign);
      const region = regions.find(({ code }) => code === query.daerah);
      const contact = region && (await reporting.store.find(campaign._id, region.code));
      const words = wordsOf(catalogue, language, 'law');
      const session = live.list().find((one) => one.campaign === campaign._id);
      return page({
        template: 'law',
        title: words('title'),
        ...(session && { session: session._id }),
        view: {
          ...{ campaign: campaign.name, path: `/hukum/${campaign.slug}` },
          circulars: `/edaran/${campaign.slug}`,
          laws: (await library.store.list(campaign._id)).map((one) => ({
            ...{ title: one.title, note: one.note, link: one.link },
            file: one.file && {
              href: `/hukum/${campaign.slug}/${one._id}.pdf`,
              kilobytes: Math.ceil(one.file.size / 1_000),
            },
          })),
          regions: regions.map(({ code, name }) => ({
            code,
            name,
            selected: code === region?.code,
          })),
          region: region && { name: region.name, province: region.province },
          office: officeView(contact),
        },
      });
    },
  });

const download = ({ library }: FollowUpServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/hukum/:kampanye/:butir.pdf',
    access: 'public',
    input: { params: z.object({ kampanye, butir: z.string().regex(ID_PATTERN) }) },
    async handle({ params: asked }) {
      const entry = await library.store.find(asked.kampanye, asked.butir);
      const bytes = entry?.file && (await library.store.bytesOf(entry.file.sha256));
      if (!bytes) throw new AppError('NOT_FOUND');
      // Saved, never shown as a page of ours: it comes from outside.
      return file({ bytes, type: 'application/pdf', name: `${asked.butir}.pdf` });
    },
  });

/** The public page and its files. */
export const createLawRoutes = (services: FollowUpServices): AnyRoute[] => [
  download(services),
  showLaw(services),
];
