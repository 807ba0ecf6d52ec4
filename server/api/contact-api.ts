// For programs: a contact file's dry run, its state and its bad rows. Taking it over stays with the
// people of the page "Kontak", who have seen what is wrong.
import { z } from 'zod';
import type { ContactImport, ContactStore, ImportService } from '../contacts/index.ts';
import { AppError } from '../core/app-error.ts';
import { countField, idField, momentField } from '../http/api-schemas.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../http/cursor.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { programOf } from '../http/programs.ts';
import { json } from '../http/reply.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { getSession, sessionParams } from './api-input.ts';

export interface ContactApiParts {
  live: Pick<LiveSessions, 'find'>;
  imports: Pick<ImportService, 'check'>;
  store: Pick<ContactStore, 'findImport' | 'pageOfBad'>;
}

const importSchema = z.strictObject({
  id: idField,
  session: idField,
  state: z.enum(['reading', 'checked', 'running', 'done']),
  rows: countField,
  good: countField,
  bad: countField,
  taken: countField,
  sharedAddresses: countField,
  checkedAt: momentField,
  finishedAt: momentField.nullable(),
});
const badRowSchema = z.strictObject({
  line: countField,
  problem: z.string(),
  value: z.string(),
  hint: z.string(),
});

const importView = (one: ContactImport): z.output<typeof importSchema> => ({
  id: one._id,
  session: one.session,
  state: one.state,
  rows: one.total,
  good: one.good,
  bad: one.total - one.good,
  taken: one.taken,
  sharedAddresses: one.shared,
  checkedAt: one.checkedAt.toISOString(),
  finishedAt: one.finishedAt?.toISOString() ?? null,
});

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LINE = /^\d{1,9}$/;
const PATH = '/api/v1/sessions/:id/contact-imports';
const importParams = sessionParams.extend({ import: idField });
const machine = { access: 'machine', scope: 'write:contacts' } as const;

export function createContactApi({ live, imports, store }: ContactApiParts): AnyRoute[] {
  const getImport = async (asked: { id: string; import: string }): Promise<ContactImport> => {
    const session = getSession(live, asked.id);
    const found = await store.findImport(asked.import);
    if (found?.session !== session._id) throw new AppError('NOT_FOUND');
    return found;
  };
  return [
    defineRoute({
      ...machine,
      method: 'post',
      path: PATH,
      bodyKind: 'table',
      api: {
        name: 'checkContacts',
        group: 'contacts',
        answer: { status: 201, schema: importSchema },
        takes: [CSV, XLSX],
        refusals: [
          ...(['SHEET_TOO_LONG', 'SHEET_BOMB', 'SHEET_UNREADABLE'] as const),
          ...(['SHEET_EMPTY', 'SHEET_COLUMN_MISSING'] as const),
        ],
      },
      input: { params: sessionParams },
      async handle({ params, upload, program, address }) {
        const session = getSession(live, params.id);
        const by = { actor: programOf(program).actor, address };
        const id = await imports.check(session, upload?.bytes ?? Buffer.alloc(0), by);
        return json(importView(await getImport({ id: session._id, import: id })), { status: 201 });
      },
    }),
    defineRoute({
      ...machine,
      method: 'get',
      path: `${PATH}/:import`,
      api: { name: 'contactImport', group: 'contacts', answer: { schema: importSchema } },
      input: { params: importParams },
      handle: async ({ params }) => json(importView(await getImport(params))),
    }),
    defineRoute({
      ...machine,
      method: 'get',
      path: `${PATH}/:import/bad-rows`,
      api: {
        name: 'contactImportRows',
        group: 'contacts',
        answer: { schema: pageSchema(badRowSchema) },
      },
      input: { params: importParams, query: pageQuery },
      async handle({ params, query: { cursor, limit } }) {
        const { _id } = await getImport(params);
        const after = Number(afterOf(cursor, LINE) ?? 0);
        const found = await store.pageOfBad(_id, after, limit + 1);
        const view = ({ line, problem, value, hint }: (typeof found)[number]) => ({
          ...{ line, value, hint },
          problem: problem ?? '',
        });
        return json(pageOf(found, limit, { key: ({ line }) => `${line}`, view }));
      },
    }),
  ];
}
