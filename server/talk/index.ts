// The talk domain: what is said around the stage. Questions, reactions, announcements, captions.

export { type CaptionLinks, captionActor, createCaptionLinks } from './caption-links.ts';
export type { TalkFeed } from './talk-feed.ts';
export { createTalk, type Talk } from './talk-service.ts';
