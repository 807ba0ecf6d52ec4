// The signing sheet: reading it, signing by typing without a script, and the signed declaration.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page, type Reply, redirect } from '../http/reply.ts';
import { NAME_MAX, PLAIN_REFRESH_S } from '../protocol/limits.ts';
import { windowRefusal } from '../signatures/index.ts';
import { DECLARATION_PATH } from './documents-view.ts';
import { type OfficialServices, type Say, sayIn } from './official-services.ts';
import { getVisit, type OfficialVisit } from './official-visit.ts';
import { type PledgeOptions, presentPledge, type RefusedSignature } from './pledge-presenter.ts';
import { findPresent, renewPresence } from './stage-routes.ts';

const PATH = '/ikrar';
const signBody = z.object({
  text: z.string().max(2_000).catch('').default(''),
  consent: z.string().optional(),
  kembali: z.enum(['ikrar', 'ikrar-teks']).catch('ikrar'),
});
const query = z.object({ teks: z.string().optional(), sudah: z.string().optional() });

/** The sheet's address; `already` says that there was a first signature. */
const sheetPath = ({ isPlain, already }: { isPlain: boolean; already: boolean }): string => {
  const flags = [...(isPlain ? ['teks=1'] : []), ...(already ? ['sudah=1'] : [])];
  return flags.length > 0 ? `${PATH}?${flags.join('&')}` : PATH;
};

type SignBody = z.infer<typeof signBody>;

async function showSheet(
  services: OfficialServices,
  visit: OfficialVisit,
  options: PledgeOptions,
): Promise<Reply> {
  const { view, data, step } = await presentPledge(services, visit, options);
  const title = sayIn(services.visitors.catalogue, options.language)('pledge.title');
  // A page that renews itself would throw away what is being typed.
  const isWaiting = step === 'read' || step === 'closed' || (step === 'sign' && view.isPaused);
  const isRefreshed = options.isPlain && isWaiting;
  return page({
    template: 'pledge',
    layout: 'sheet',
    texts: ['stage', 'agreeing', 'ceremony'],
    title,
    view,
    data,
    ...(isRefreshed && { refreshSeconds: PLAIN_REFRESH_S }),
    ...(options.refused && { status: 400 }),
  });
}

const refusalOf = (body: SignBody, say: Say): RefusedSignature | undefined => {
  const text = body.text.trim();
  const errors: RefusedSignature['errors'] = [];
  const tooLong = [...text].length > NAME_MAX;
  if (text === '') errors.push({ field: 'text', message: say('pledge.sign.textMissing') });
  if (tooLong) errors.push({ field: 'text', message: say('errors.NAME_TOO_LONG.detail') });
  if (!body.consent) errors.push({ field: 'consent', message: say('pledge.sign.consentMissing') });
  return errors.length > 0 ? { text: body.text, errors } : undefined;
};

/** Signs by typing; in the window a form that lacks something is shown again. */
async function signTyped(
  services: OfficialServices,
  visit: OfficialVisit,
  body: SignBody,
  { language, turnUntil }: Pick<PledgeOptions, 'language' | 'turnUntil'>,
): Promise<Reply> {
  const { registration, session } = visit;
  const { signatures } = services.pledge;
  const { catalogue, clock } = services.visitors;
  const isPlain = body.kembali === 'ikrar-teks';
  const isOpen = windowRefusal(session.status, clock.now()) === undefined;
  const isFirst = (await signatures.find(registration._id)) === undefined;
  const refused = isOpen && isFirst ? refusalOf(body, sayIn(catalogue, language)) : undefined;
  if (refused) return showSheet(services, visit, { language, isPlain, refused, turnUntil });
  // Outside the window, and a second time, the service answers without looking at the mark.
  const text = body.text.trim().slice(0, NAME_MAX) || '-';
  const mark = { method: 'typed' as const, text };
  const { already } = await signatures.sign(registration, session, mark);
  return redirect(sheetPath({ isPlain, already }));
}

/** The address of the signed declaration, issued on the way; NOT_FOUND without a signature. */
async function findDeclaration(
  { pledge, documents }: OfficialServices,
  registration: string,
): Promise<string> {
  const signature = await pledge.signatures.find(registration);
  if (signature?.kind !== 'signature') throw new AppError('NOT_FOUND');
  await documents.ensureDeclaration(registration);
  const held = await documents.certificatesOf(registration);
  const declaration = held.find(({ kind }) => kind === 'declaration');
  if (!declaration) throw new AppError('NOT_READY');
  return `/berkas/${declaration.code}.pdf`;
}

/** Routes below /ikrar. */
export const createPledgeRoutes = (services: OfficialServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'official',
    input: { query },
    async handle({ visitor, language, query: { teks, sudah } }) {
      const { present, back } = await findPresent(services, visitor);
      if (!present) return back;
      const isPlain = teks !== undefined;
      if (isPlain) await renewPresence(services, present);
      const turnUntil = visitor.official?.turn?.until;
      const already = sudah !== undefined;
      return showSheet(services, present, { language, isPlain, already, turnUntil });
    },
  }),
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'official',
    input: { body: signBody },
    async handle({ body, visitor, language }) {
      const turnUntil = visitor.official?.turn?.until;
      const visit = await getVisit(services, visitor);
      return signTyped(services, visit, body, { language, turnUntil });
    },
  }),
  defineRoute({
    method: 'get',
    path: DECLARATION_PATH,
    access: 'official',
    input: {},
    async handle({ visitor }) {
      const { registration } = await getVisit(services, visitor);
      return redirect(await findDeclaration(services, registration._id));
    },
  }),
];
