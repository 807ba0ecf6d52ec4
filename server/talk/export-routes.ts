// Files of the talk for staff: all questions as a table, the transcript as text or WebVTT.
import { z } from 'zod';
import type { AuditAct } from '../audit/index.ts';
import { actorOf } from '../control/index.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, stream } from '../http/reply.ts';
import { staffOf, type Visitor } from '../http/visitor.ts';
import { type ExportTable, exportFile, FORMATS, MEDIA_TYPES } from '../reports/index.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { CAPTION_FORMATS, CAPTION_TYPES, plainTranscript, webVtt } from './caption-file.ts';
import type { DeskWords } from './desk-presenter.ts';
import { deskWords } from './desk-routes.ts';
import type { TalkPageServices } from './desk-services.ts';
import type { Question } from './question-model.ts';

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** Each column of the questions' table with its cell. */
const COLUMNS: {
  key: string;
  kind: 'text' | 'number' | 'moment';
  width: number;
  cell(question: Question, words: DeskWords): string | number | null;
}[] = [
  { key: 'at', kind: 'moment', width: 20, cell: ({ at }) => at.getTime() },
  { key: 'region', kind: 'text', width: 10, cell: ({ region }) => region ?? '' },
  { key: 'place', kind: 'text', width: 32, cell: ({ place }) => place },
  { key: 'seat', kind: 'text', width: 26, cell: ({ title }) => title },
  { key: 'text', kind: 'text', width: 80, cell: ({ text }) => text },
  { key: 'state', kind: 'text', width: 16, cell: ({ state }, words) => words(`states.${state}`) },
  { key: 'reason', kind: 'text', width: 40, cell: ({ reason }) => reason ?? '' },
  { key: 'by', kind: 'text', width: 24, cell: ({ decidedBy }) => decidedBy?.label ?? '' },
  { key: 'shownAt', kind: 'moment', width: 20, cell: ({ shownAt }) => shownAt?.getTime() ?? null },
  {
    key: 'answeredAt',
    kind: 'moment',
    width: 20,
    cell: ({ answeredAt }) => answeredAt?.getTime() ?? null,
  },
];

async function* rowsOf(questions: AsyncIterable<Question>, words: DeskWords) {
  for await (const one of questions) yield COLUMNS.map(({ cell }) => cell(one, words));
}

const questionTable = (questions: AsyncIterable<Question>, words: DeskWords): ExportTable => ({
  name: words('file.sheet'),
  columns: COLUMNS.map(({ key, kind, width }) => ({
    header: words(`file.columns.${key}`),
    kind,
    width,
  })),
  rows: rowsOf(questions, words),
});

const note = (
  { audit }: TalkPageServices,
  session: SessionDocument,
  data: Extract<AuditAct, { event: 'talk.exported' }>['data'],
  { visitor, address }: { visitor: Visitor; address: string },
): Promise<void> => {
  const by = actorOf(staffOf(visitor), address);
  return audit.write({ event: 'talk.exported', data, session: session._id, ...by });
};

/** Both files; they belong before the control room's own path. */
export const createTalkExports = (services: TalkPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/kendali/tanya/:sesi/pertanyaan.:format',
    access: 'staff',
    input: { params: z.object({ sesi: slug, format: z.enum(FORMATS) }) },
    async handle({ params: { sesi, format }, visitor, address, language }) {
      const session = getSession(services.live, sesi);
      await note(services, session, { kind: 'questions', format }, { visitor, address });
      const words = deskWords(services, language);
      const table = questionTable(services.talk.stores.questions.stream(session._id), words);
      return stream({
        stream: exportFile(table, format),
        type: MEDIA_TYPES[format],
        name: `${session.slug}-pertanyaan.${format}`,
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/kendali/tanya/:sesi/takarir.:format',
    access: 'staff',
    input: { params: z.object({ sesi: slug, format: z.enum(CAPTION_FORMATS) }) },
    async handle({ params: { sesi, format }, visitor, address }) {
      const session = getSession(services.live, sesi);
      await note(services, session, { kind: 'captions', format }, { visitor, address });
      const lines = await services.talk.stores.captions.listAll(session._id);
      const { liveAt } = session.status;
      const text =
        format === 'vtt'
          ? webVtt(lines, liveAt ? Date.parse(liveAt) : undefined)
          : plainTranscript(lines);
      return file({
        bytes: Buffer.from(text),
        type: CAPTION_TYPES[format],
        name: `${session.slug}-takarir.${format}`,
      });
    },
  }),
];
