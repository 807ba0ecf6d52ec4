// Puts a page into its layout: the campaign's names, the navigation, the form token, the language.
import type { Request, Response } from 'express';
import { type Mode, modeOf } from '../protocol/follow-modes.ts';
import type { AnnouncementView } from '../protocol/talk.ts';
import type { Csrf } from './csrf.ts';
import { languageOf } from './language.ts';
import type { PageReply } from './reply.ts';
import { visitorOf } from './router.ts';
import type { RenderPage } from './send-reply.ts';
import { type CampaignView, publicNav, type ViewerView, type Views } from './views/index.ts';
import { COOKIES, type Visitor } from './visitor.ts';

/** The campaign whose letterhead a visitor sees: their session's, else the default one. */
export type FindLetterhead = (session: string | undefined) => CampaignView;

const viewerOf = ({ staff }: Visitor): ViewerView | undefined =>
  staff ? { kind: 'staff', label: staff.name, role: staff.role ?? 'auditor' } : undefined;

const sessionOf = (visitor: Visitor): string | undefined => {
  const { official, room, invitation, lectern, captioner } = visitor;
  return (official ?? room ?? invitation ?? lectern ?? captioner)?.session;
};

/** Never in an address that is repeated in a page: a code or a link that lets somebody in. */
const pathOf = (request: Request): string =>
  request.method === 'GET' &&
  !/^\/(u|r|layar|koordinator|tautan|pulihkan|mimbar|takarir)\//.test(request.path)
    ? request.originalUrl
    : '/';

/** What the control room tells every screen of a session at this moment. */
export type FindAnnouncement = (
  session: string,
) => Pick<AnnouncementView, 'text' | 'urgency'> | null;

/** Officials' own pages; the public ones are kept for everybody and are the same for all. */
const LIGHT_LAYOUTS = ['compact', 'minutes', 'official', 'sheet', 'stage'];

const isLight = (layout: string | undefined, mode: Mode): boolean =>
  mode === 'text' && layout !== undefined && LIGHT_LAYOUTS.includes(layout);

const announcementOf = (find: FindAnnouncement, session: string | undefined) => {
  const found = session === undefined ? null : find(session);
  return found ? { [found.urgency]: found.text } : {};
};

export function createPageRenderer(options: {
  views: Views;
  csrf: Csrf;
  letterhead: FindLetterhead;
  announcement: FindAnnouncement;
}): RenderPage {
  const { views, csrf, letterhead, announcement } = options;
  return (reply: PageReply, request: Request, response: Response) => {
    const visitor = visitorOf(request);
    const viewer = viewerOf(visitor);
    const session = reply.session ?? sessionOf(visitor);
    const mode = modeOf(request.cookies?.[COOKIES.mode]) ?? 'video';
    return views.page(reply.template, {
      page: reply.template,
      entry: reply.entry === undefined ? reply.template : reply.entry,
      title: reply.title,
      language: languageOf(request.cookies?.[COOKIES.language]),
      path: pathOf(request),
      campaign: letterhead(session),
      announcement: announcementOf(announcement, session),
      nav: publicNav(request.path),
      csrfToken: csrf.token(request, response),
      view: reply.view,
      mode,
      isLight: isLight(reply.layout, mode),
      ...(viewer && { viewer }),
      ...(reply.layout && { layout: reply.layout }),
      ...(reply.data && { data: reply.data }),
      ...(reply.texts && { texts: reply.texts }),
      ...(reply.refreshSeconds && { refreshSeconds: reply.refreshSeconds }),
    });
  };
}
