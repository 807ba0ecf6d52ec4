// The trial run of all names: how far it is, for whom a certificate can't be drawn, and what to do.
import { type PageReply, page } from '../http/reply.ts';
import { isOwner } from '../http/visitor.ts';
import { type Say, sayIn } from '../official/index.ts';
import { type Asking, pathIn } from './list-page.ts';
import type { NameCheck, NameProblem } from './name-check-model.ts';
import type { EditableKind } from './template-fields.ts';
import type { TemplateServices } from './template-services.ts';
import { drawingText, momentText } from './template-words.ts';

export interface CheckPageState {
  kind: EditableKind;
  /** Somebody else's run is under way, so that none was begun. */
  busy?: boolean;
}

/** The page of one kind. */
export async function checkPage(
  services: TemplateServices,
  { session, language, visitor }: Asking,
  { kind, busy }: CheckPageState,
): Promise<PageReply> {
  const say = sayIn(services.words.catalogue, language);
  const check = await services.checks.find(session._id, kind);
  const people = await services.event.people(session._id);
  return page({
    template: 'template-check',
    layout: 'staff',
    entry: 'templates',
    title: say('templates.check.title'),
    ...(busy && { status: 409 }),
    texts: ['templates'],
    view: {
      isOwner: isOwner(visitor),
      slug: session.slug,
      session: session.title,
      back: pathIn(session),
      here: `${pathIn(session, '/periksa')}&jenis=${kind}`,
      kind,
      kindTitle: say(`templates.kinds.${kind}`),
      busy: busy === true,
      people: people.length,
      check: check && {
        ...runView(say, check),
        started: momentText(check.startedAt, language),
        causes: byCause(await rowsOf(services, check, say)),
      },
    },
  });
}

const runView = (say: Say, { state, done, total, wording, problemCount, problems }: NameCheck) => ({
  isRunning: state === 'running',
  isDone: state === 'done',
  isStopped: state === 'stopped',
  done,
  total,
  name: wording.name,
  problemCount,
  isFine: state === 'done' && problemCount === 0,
  more:
    problemCount > problems.length ? say('templates.check.more', { count: problems.length }) : '',
});

/** More people than these under one cause are folded away: the cause is what is mended. */
const SHOWN = 10;

/** One paragraph a cause, the most frequent first: one fault of the wording hits everybody. */
function byCause(rows: CheckRow[]) {
  const causes = new Map<string, CheckRow[]>();
  for (const row of rows) causes.set(row.reason, [...(causes.get(row.reason) ?? []), row]);
  return [...causes]
    .map(([reason, people]) => ({
      reason,
      advice: people[0]?.advice,
      people,
      isLong: people.length > SHOWN,
    }))
    .sort((a, b) => b.people.length - a.people.length);
}

interface CheckRow {
  name: string;
  seat: string;
  reason: string;
  advice: string;
  href: string;
}

/** The people with problems, by the names they have now. */
async function rowsOf(
  services: TemplateServices,
  { session, problems }: NameCheck,
  say: Say,
): Promise<CheckRow[]> {
  const people = await services.event.people(session);
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  const row = async (problem: NameProblem) => {
    const { registration } = problem;
    const seat = await services.event.invitations.find(problem.seat);
    return {
      name: names.get(registration) ?? say('templates.check.gone'),
      seat: seat ? `${seat.title}, ${seat.place}` : '',
      reason: drawingText(say, problem),
      advice: say(`templates.advice.${problem.reason}`),
      href: `/kendali/orang/${registration}`,
    };
  };
  return Promise.all(problems.map(row));
}
