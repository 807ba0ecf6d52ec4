// Two versions beside one another, line by line.
import { AppError } from '../core/app-error.ts';
import { type PageReply, page } from '../http/reply.ts';
import { isOwner } from '../http/visitor.ts';
import { sayIn } from '../official/index.ts';
import { textsOf } from './check-template.ts';
import { type Asking, pathIn } from './list-page.ts';
import { diffBlocks } from './template-diff.ts';
import type { EditableKind } from './template-fields.ts';
import { kindOf } from './template-kinds.ts';
import type { TemplateServices } from './template-services.ts';
import { blockLabel, versionText } from './template-words.ts';

const BUILT_IN = 'bawaan';

/** Two versions by id, or `bawaan`; left out: the current one, and the one before it. */
export interface Compared {
  kind: EditableKind;
  before?: string | undefined;
  now?: string | undefined;
}

/** The page. Throws NOT_FOUND for a version of another campaign or kind. */
export async function comparePage(
  services: TemplateServices,
  { session, language, visitor }: Asking,
  { kind, ...asked }: Compared,
): Promise<PageReply> {
  const say = sayIn(services.words.catalogue, language);
  const campaign = await services.event.campaignOf(session);
  const all = (await services.templates.list(campaign._id)).filter((one) => one.kind === kind);
  const now = asked.now ?? all.find((one) => one.current)?._id ?? all[0]?._id ?? BUILT_IN;
  const older = all.filter((one) => one.state === 'published' && one._id !== now);
  const before = asked.before ?? older[0]?._id ?? BUILT_IN;
  const { spec, builtIn } = kindOf(services.kinds, kind);
  const textOf = async (id: string) => {
    if (id === BUILT_IN) return textsOf(builtIn.source, spec);
    const found = all.some((one) => one._id === id) && (await services.templates.find(id));
    if (!found) throw new AppError('NOT_FOUND');
    return textsOf(found.source, spec);
  };
  const blocks = diffBlocks(await textOf(before), await textOf(now));
  const options = (chosen: string) =>
    [
      { value: BUILT_IN, label: say('templates.builtIn') },
      ...all.map((one) => ({ value: one._id, label: versionText(say, one) })),
    ].map((one) => ({ ...one, selected: one.value === chosen }));
  return page({
    template: 'template-compare',
    layout: 'staff',
    entry: 'templates',
    title: say('templates.compare.title'),
    view: {
      isOwner: isOwner(visitor),
      slug: session.slug,
      session: session.title,
      back: pathIn(session),
      kind,
      kindTitle: say(`templates.kinds.${kind}`),
      before: options(before),
      now: options(now),
      isSame: blocks.every(({ changed }) => !changed),
      blocks: blocks.map(({ block, changed, lines }) => ({
        label: blockLabel(say, kind, block, true),
        changed,
        lines: lines.map((line) => ({
          ...line,
          isGone: line.kind === 'gone',
          isNew: line.kind === 'new',
        })),
      })),
    },
  });
}
