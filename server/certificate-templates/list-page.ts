// The list of wordings: per kind what is printed now, how to begin another, and all versions.
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { isOwner, type Visitor } from '../http/visitor.ts';
import { type Say, sayIn } from '../official/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type EditableKind, isTried } from './template-fields.ts';
import { kindOf } from './template-kinds.ts';
import { DRAFTS_MAX } from './template-limits.ts';
import { kindsOf, type TemplateServices } from './template-services.ts';
import type { TemplateEntry } from './template-store.ts';
import { LIST_PATH, momentText, versionText } from './template-words.ts';

/** Who looks at which session's wordings. */
export interface Asking {
  session: SessionDocument;
  language: Language;
  visitor: Visitor;
}

/** What has just been done; a key below `templates.done`. */
export const DONE = ['terbit', 'pakai', 'bawaan', 'hapus'] as const;

export interface ListPageState {
  done?: (typeof DONE)[number] | undefined;
  error?: { text: string; status: number };
}

export const pathIn = (session: SessionDocument, path = ''): string =>
  `${LIST_PATH}${path}?sesi=${session.slug}`;

/** The page of all kinds. */
export async function listPage(
  services: TemplateServices,
  { session, language, visitor }: Asking,
  { done, error }: ListPageState = {},
): Promise<PageReply> {
  const say = sayIn(services.words.catalogue, language);
  const campaign = await services.event.campaignOf(session);
  const all = await services.templates.list(campaign._id);
  const kinds = kindsOf(services, session);
  const asking = { session, language, say };
  return page({
    template: 'templates',
    layout: 'staff',
    entry: 'templates',
    title: say('templates.title'),
    ...(error && { status: error.status }),
    view: {
      isOwner: isOwner(visitor),
      slug: session.slug,
      session: session.title,
      campaign: campaign.name,
      done: done && say(`templates.done.${done}`),
      error: error?.text ?? '',
      kinds: kinds.map((kind) =>
        kindView(
          services,
          kind,
          all.filter((one) => one.kind === kind),
          asking,
        ),
      ),
    },
  });
}

interface Saying {
  session: SessionDocument;
  language: Language;
  say: Say;
}

function kindView(
  { kinds }: TemplateServices,
  kind: EditableKind,
  versions: TemplateEntry[],
  asking: Saying,
) {
  const { session, say, language } = asking;
  const { gallery } = kindOf(kinds, kind);
  const current = versions.find((one) => one.current);
  const published = versions.filter(({ state }) => state === 'published');
  return {
    kind,
    title: say(`templates.kinds.${kind}`),
    currentId: current?._id ?? '',
    current: current ? versionText(say, current) : say('templates.builtIn'),
    since: current?.publishedAt
      ? say('templates.publishedBy', {
          moment: momentText(current.publishedAt, language),
          who: current.publishedBy?.label ?? '',
        })
      : say('templates.builtInAbout'),
    example: pathIn(
      session,
      current ? `/${current._id}/pratinjau.pdf` : `/contoh/${kind}/bawaan.pdf`,
    ),
    check: isTried(kind) && `${pathIn(session, '/periksa')}&jenis=${kind}`,
    compare: published.length > 0 && `${pathIn(session, '/banding')}&jenis=${kind}`,
    full: versions.length - published.length >= DRAFTS_MAX,
    starts: [
      { value: 'berlaku', label: say('templates.start.current') },
      ...(current ? [{ value: 'bawaan', label: say('templates.builtIn') }] : []),
      ...gallery.map(({ name, title }) => ({
        value: `galeri-${name}`,
        label: say('templates.start.gallery', { title }),
      })),
    ],
    gallery: gallery.map(({ name, title, about }) => ({
      title,
      about,
      href: pathIn(session, `/contoh/${kind}/${name}.pdf`),
    })),
    versions: versions.map((one) => versionView(one, current?._id ?? '', asking)),
  };
}

function versionView(one: TemplateEntry, current: string, { session, language, say }: Saying) {
  const isDraft = one.state === 'draft';
  const moment = momentText(one.publishedAt ?? one.at, language);
  const who = (one.publishedBy ?? one.by).label;
  const state = isDraft ? 'draft' : one.current ? 'current' : 'published';
  return {
    id: one._id,
    label: versionText(say, one),
    state: say(`templates.states.${state}`),
    isCurrent: one.current,
    when: say(isDraft ? 'templates.savedBy' : 'templates.publishedBy', { moment, who }),
    href: pathIn(session, `/${one._id}`),
    compare: `${pathIn(session, '/banding')}&jenis=${one.kind}&kini=${one._id}`,
    replaces: current,
    revision: one.revision,
    isDraft,
    canUse: !isDraft && !one.current,
  };
}
