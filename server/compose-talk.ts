// The talk's pages: moderation, announcements, captions and their files.
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { newId } from './core/ids.ts';
import type { AnyRoute } from './http/define-route.ts';
import { createTalkRoutes } from './talk/index.ts';

/** Its routes; they belong before the control room's, whose path takes whatever is left. */
export function talkRoutes(
  { catalogue, config, random, tokens }: Base,
  { talk, live, audit, objections }: Domains,
): AnyRoute[] {
  const { publicUrl } = config;
  const newKey = () => newId(random);
  const site = { tokens, publicUrl, newKey, openObjections: objections.countOpen };
  return createTalkRoutes({ talk, live, audit, catalogue, site });
}
