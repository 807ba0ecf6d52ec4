// The page of a campaign's comparison and its file.
import { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import { actorOf } from '../control/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { page, stream } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { exportFile, MEDIA_TYPES, type Words } from '../reports/index.ts';
import { GROUPS } from './comparison-rules.ts';
import { type ComparisonSources, readComparison } from './comparison-service.ts';
import { comparisonTable, comparisonView } from './comparison-view.ts';

export interface ComparisonRouteParts {
  sources: ComparisonSources;
  audit: Pick<Audit, 'write'>;
  catalogue: Catalogue;
}

const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
// An empty choice of a form is no choice.
const query = z.object({
  provinsi: z
    .string()
    .max(20)
    .optional()
    .transform((code) => code || undefined),
  kelompok: z
    .enum(['', ...GROUPS])
    .optional()
    .transform((group) => group || undefined),
});
const filterOf = ({ provinsi, kelompok }: z.output<typeof query>) => ({
  province: provinsi,
  group: kelompok,
});

const wordsIn =
  (catalogue: Catalogue, language: Language): Words =>
  (key, parameters) =>
    catalogue.text(language, `comparison.${key}`, parameters);

/** They belong before the control room's own path. */
export const createComparisonRoutes = ({
  sources,
  audit,
  catalogue,
}: ComparisonRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/kendali/kampanye/:kampanye/perbandingan',
    access: 'staff',
    input: { params, query },
    async handle({ params: { kampanye }, query: asked, language, visitor }) {
      const words = wordsIn(catalogue, language);
      const comparison = await readComparison(sources, kampanye);
      return page({
        template: 'comparison',
        layout: 'staff',
        title: words('title'),
        view: { ...comparisonView(comparison, filterOf(asked), words), isOwner: isOwner(visitor) },
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/kendali/kampanye/:kampanye/perbandingan.csv',
    access: 'staff',
    input: { params, query },
    async handle({ params: { kampanye }, query: asked, language, visitor, address }) {
      const comparison = await readComparison(sources, kampanye);
      const table = comparisonTable(comparison, filterOf(asked), wordsIn(catalogue, language));
      const by = actorOf(staffOf(visitor), address);
      await audit.write({ event: 'comparison.exported', data: { campaign: kampanye }, ...by });
      return stream({
        stream: exportFile(table, 'csv'),
        type: MEDIA_TYPES.csv,
        name: `perbandingan-${kampanye}.csv`,
      });
    },
  }),
];
