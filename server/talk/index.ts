// The talk domain: what is said around the stage. Questions, reactions, announcements, captions.
import type { AnyRoute } from '../http/define-route.ts';
import { createCaptionRoutes } from './caption-routes.ts';
import { createDeskRoutes } from './desk-routes.ts';
import type { TalkPageServices } from './desk-services.ts';
import { createTalkExports } from './export-routes.ts';

export { type CaptionLinks, captionActor } from './caption-links.ts';
export type { TalkFeed } from './talk-feed.ts';
export { createTalk, type Talk } from './talk-service.ts';

/** All routes of staff and stenographers; an official's own are with their other pages. */
export const createTalkRoutes = (services: TalkPageServices): AnyRoute[] => [
  ...createTalkExports(services),
  ...createDeskRoutes(services),
  ...createCaptionRoutes(services),
];
