// The comparison of a campaign's sessions: what it reads of the stores.
import { createComparisonRoutes } from './comparison/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { AnyRoute } from './http/define-route.ts';

/** Its routes; nothing runs by itself and nothing is stored. */
export const comparisonRoutes = (
  { clock, catalogue }: Pick<Base, 'clock' | 'catalogue'>,
  { live, campaigns, regionsOf, stores, audit }: Domains,
): AnyRoute[] =>
  createComparisonRoutes({
    sources: { live, campaign: campaigns.get, regionsOf, stores, clock },
    ...{ audit, catalogue },
  });
