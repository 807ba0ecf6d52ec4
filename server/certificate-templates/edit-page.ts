// One version: a field for each block, what may stand in it, what is wrong, and the certificate as it
// would be drawn. Without a script it is saved first and looked at then.
import {
  type CertificateData,
  isPersonal,
  longWordingFields,
  type WordingSource,
  wordingFields,
} from '../certificates/index.ts';
import { type PageReply, page } from '../http/reply.ts';
import { isOwner } from '../http/visitor.ts';
import { type Say, sayIn } from '../official/index.ts';
import { textsOf } from './check-template.ts';
import { type Asking, pathIn } from './list-page.ts';
import { type FoundPerson, findPeople } from './people-search.ts';
import { isTried } from './template-fields.ts';
import { kindOf } from './template-kinds.ts';
import { BLOCK_MAX, TITLE_MAX } from './template-limits.ts';
import type { CertificateTemplate } from './template-model.ts';
import type { TemplateProblem } from './template-problem.ts';
import { wordingVersion } from './template-service.ts';
import {
  type PreviewChoice,
  previewDataFor,
  SUBJECTS,
  type TemplateServices,
} from './template-services.ts';
import { blockLabel, drawingText, momentText, problemText, versionText } from './template-words.ts';

export interface EditPageState {
  choice: PreviewChoice;
  /** Looked for among the session's people. */
  search?: string | undefined;
  saved?: boolean;
  /** Why something was refused. */
  error?: { text: string; status: number };
  /** What was typed and not stored: shown instead of what is stored. */
  typed?: { name: string; blocks: ReadonlyMap<string, string> };
}

/** The wording as it would be drawn; a draft's text may change under one revision's name never. */
export const wordingOfTemplate = (template: CertificateTemplate): WordingSource => ({
  version:
    template.state === 'published'
      ? wordingVersion(template)
      : `rancangan/${template._id}/${template.revision}`,
  source: template.source,
});

/** Address of the preview of what is stored. */
export const previewPath = (
  { session }: Pick<Asking, 'session'>,
  { _id, revision }: Pick<CertificateTemplate, '_id' | 'revision'>,
  { subject, person }: PreviewChoice,
): string => {
  const who = subject === 'orang' ? `&orang=${person}` : '';
  return `${pathIn(session, `/${_id}/pratinjau.pdf`)}&data=${subject}${who}&rev=${revision}`;
};

/** What keeps the wording from being drawn with that data; empty when nothing does. */
export async function drawingProblem(
  { previews }: Pick<TemplateServices, 'previews'>,
  template: CertificateTemplate,
  data: CertificateData,
  say: Say,
): Promise<string> {
  const [problem] = await previews.tryAll([data], wordingOfTemplate(template));
  return problem ? drawingText(say, problem) : '';
}

/** The page of a version. */
export async function editPage(
  services: TemplateServices,
  template: CertificateTemplate,
  asking: Asking,
  state: EditPageState,
): Promise<PageReply> {
  const { session, language, visitor } = asking;
  const say = sayIn(services.words.catalogue, language);
  const { choice, error } = state;
  const campaign = await services.event.campaignOf(session);
  const current = (await services.templates.list(campaign._id)).find(
    (one) => one.kind === template.kind && one.current,
  );
  const problems = services.templates.problemsOf(template);
  const data = await previewDataFor(services, template.kind, session, choice);
  const cannot = problems.length > 0 ? '' : await drawingProblem(services, template, data, say);
  const isDraft = template.state === 'draft';
  return page({
    template: 'template-edit',
    layout: 'staff',
    entry: 'templates',
    title: versionText(say, template),
    ...(error && { status: error.status }),
    texts: ['templates'],
    view: {
      isOwner: isOwner(visitor),
      canEdit: isDraft && isOwner(visitor),
      isDraft,
      slug: session.slug,
      session: session.title,
      back: pathIn(session),
      base: `/kendali/naskah/${template._id}`,
      id: template._id,
      kind: template.kind,
      exampleOpen: '{{#if theme}}',
      exampleClose: '{{/if}}',
      person: choice.person,
      kindTitle: say(`templates.kinds.${template.kind}`),
      heading: versionText(say, template),
      stateText: say(
        `templates.states.${isDraft ? 'draft' : template.current ? 'current' : 'published'}`,
      ),
      when: say(isDraft ? 'templates.savedBy' : 'templates.publishedBy', {
        moment: momentText(template.publishedAt ?? template.at, language),
        who: (template.publishedBy ?? template.by).label,
      }),
      name: state.typed?.name ?? template.name,
      nameMax: TITLE_MAX,
      revision: template.revision,
      replaces: current?._id ?? '',
      saved: state.saved === true,
      error: error?.text ?? '',
      ...problemsView(say, services, template, problems),
      blocks: blocksView(say, services, template, problems, state.typed?.blocks),
      fields: fieldsView(say, services, template, data),
      cannot,
      preview: problems.length === 0 && cannot === '' ? previewPath(asking, template, choice) : '',
      canTry: problems.length === 0 && isTried(template.kind),
      ...choiceView(say, template, asking, choice, data),
      search: state.search ?? '',
      found: state.search ? await foundView(services, template, asking, state.search) : undefined,
    },
  });
}

/** Sentences about the whole; those of a block stand at its field. */
export function problemsView(
  say: Say,
  { kinds }: Pick<TemplateServices, 'kinds'>,
  { kind }: CertificateTemplate,
  problems: TemplateProblem[],
) {
  const known = new Set(kindOf(kinds, kind).spec.blocks.map(([name]) => name));
  const elsewhere = problems.filter(({ block }) => !known.has(block));
  return {
    problemCount: problems.length,
    problems: elsewhere.map((one) => problemText(say, one)),
  };
}

function blocksView(
  say: Say,
  { kinds }: Pick<TemplateServices, 'kinds'>,
  { kind, source }: CertificateTemplate,
  problems: TemplateProblem[],
  typed: ReadonlyMap<string, string> | undefined,
) {
  return textsOf(source, kindOf(kinds, kind).spec).map(([name, stored]) => {
    const text = typed?.get(name) ?? stored;
    return {
      name,
      label: blockLabel(say, kind, name, true),
      help: say(`templates.blocks.${kind}.${name}.help`),
      text,
      max: BLOCK_MAX,
      rows: Math.min(8, Math.max(2, text.split('\n').length + Math.floor(text.length / 70))),
      problems: problems.filter(({ block }) => block === name).map((one) => problemText(say, one)),
    };
  });
}

/** What may be named, with what the data in the preview have there. */
function fieldsView(
  say: Say,
  { kinds }: Pick<TemplateServices, 'kinds'>,
  { kind }: CertificateTemplate,
  data: CertificateData,
) {
  const filled = isPersonal(data) ? wordingFields(data) : longWordingFields(data);
  const values = new Map<string, unknown>(Object.entries(filled));
  return [...kindOf(kinds, kind).spec.fields].map(([name, type]) => ({
    tag: type === 'switch' ? `{{#if ${name}}}…{{/if}}` : `{{${name}}}`,
    about: say(`templates.fields.${name}`),
    isSwitch: type === 'switch',
    value: type === 'text' ? String(values.get(name) ?? '') : '',
  }));
}

function choiceView(
  say: Say,
  template: CertificateTemplate,
  { session }: Asking,
  { subject }: PreviewChoice,
  data: CertificateData,
) {
  const href = (one: string) => `${pathIn(session, `/${template._id}`)}&data=${one}#pratinjau`;
  return {
    subject,
    shown: isPersonal(data)
      ? say('templates.preview.shown', { name: data.holder.name })
      : say('templates.preview.shownSession'),
    isPersonal: isPersonal(data),
    subjects: (isPersonal(data) ? SUBJECTS.filter((one) => one !== 'orang') : []).map((one) => ({
      label: say(`templates.subjects.${one}`),
      href: href(one),
      current: one === subject,
    })),
    isPerson: subject === 'orang',
  };
}

const foundView = async (
  services: TemplateServices,
  template: CertificateTemplate,
  { session }: Asking,
  search: string,
): Promise<(FoundPerson & { href: string })[]> =>
  (await findPeople(services.event, session._id, search)).map((one) => ({
    ...one,
    href: `${pathIn(session, `/${template._id}`)}&data=orang&orang=${one.id}#pratinjau`,
  }));
