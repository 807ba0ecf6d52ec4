// The page of one campaign: its identity, and the form that changes it.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import type { Actor } from '../invitations/index.ts';
import { type IdentityState, identityView } from './identity-page.ts';
import {
  changedFields,
  type IdentityForm,
  identityChange,
  identityOf,
  identityProblems,
  tidyIdentity,
} from './identity-rules.ts';
import { PATH } from './list-routes.ts';
import { type EditBase, mergeEdits } from './merge-edits.ts';
import { getCampaign, type OfficeServices, refusalOf, wordsOf } from './office-services.ts';
import { isFine } from './text-rules.ts';

export const campaignParams = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });

type Asking = Pick<RouteContext, 'language' | 'visitor'>;

export async function identityPage(
  services: OfficeServices,
  { language, visitor }: Asking,
  state: Omit<IdentityState, 'sessions' | 'notes'>,
): Promise<PageReply> {
  const words = wordsOf(services.catalogue, language);
  const { campaign } = state;
  const sessions = services.sessionsOf(campaign._id);
  const notes = await services.notes.list(campaign._id);
  const isRefused = !isFine(state.problems ?? {});
  const isOvertaken = (state.both?.length ?? 0) + (state.theirs?.length ?? 0) > 0;
  return page({
    template: 'campaign',
    layout: 'staff',
    entry: 'campaigns',
    title: words('identity.title', { campaign: campaign.shortName }),
    ...((isRefused || isOvertaken) && { status: isRefused ? 400 : 409 }),
    ...(state.status && { status: state.status }),
    view: {
      ...identityView({ ...state, sessions, notes }, words, isOwner(visitor)),
      mayNote: isHost(visitor),
      isOwner: isOwner(visitor),
    },
  });
}

const show = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:kampanye`,
    access: 'staff',
    input: { params: campaignParams, query: z.object({ tersimpan: z.literal('1').optional() }) },
    async handle({ params, query, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      const isSaved = query.tersimpan === '1';
      return identityPage(services, asking, { campaign, isSaved });
    },
  });

const typed = z.string().max(2_000).default('');
const formSchema = z.object({
  ...{ name: typed, shortName: typed, theme: typed, hostName: typed, hostShort: typed },
  ...{ emblemText: typed, legalIssuer: typed, signatory: typed },
  ...{ signature: typed, signatureDark: typed, accent: typed, ornament: typed },
});
/** What the editor was shown, as the page wrote it; nothing where it can't be read. */
const baseSchema = z
  .string()
  .max(8_000)
  .transform((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  })
  .pipe(formSchema.partial())
  .catch({});
const bodySchema = formSchema.extend({ versi: z.coerce.number().int(), semula: baseSchema });

const save = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye`,
    access: 'owner',
    input: { params: campaignParams, body: bodySchema },
    async handle({ params, body, visitor, language, address }): Promise<Reply> {
      const { versi, semula, ...typedForm } = body;
      const mine = tidyIdentity(typedForm);
      const by = actorOf(staffOf(visitor), address);
      for (let turn = 1; ; turn += 1) {
        const campaign = await getCampaign(services, params.kampanye);
        const base = versi === campaign.version ? undefined : semula;
        const state = judge(campaign, mine, base, services.canPrint);
        if (state) return identityPage(services, { visitor, language }, { campaign, ...state });
        try {
          await store(services, campaign, mine, by);
          return redirect(`${PATH}/${campaign._id}?tersimpan=1`);
        } catch (error) {
          // Somebody was faster in this very moment: it is judged anew by what they stored.
          if (!isStateChanged(error) || turn === TURNS_MAX) throw error;
        }
      }
    },
  });

const TURNS_MAX = 3;
const isStateChanged = (error: unknown) => isAppError(error) && error.code === 'STATE_CHANGED';

/**
 * Why a form can't be stored as it is; `base` is what its editor saw, when that is not stored now.
 */
function judge(
  campaign: Campaign,
  mine: IdentityForm,
  base: EditBase<IdentityForm> | undefined,
  canPrint: OfficeServices['canPrint'],
): Pick<IdentityState, 'form' | 'problems' | 'both' | 'theirs'> | undefined {
  if (base) {
    // The second of two editors is told, and saves again what they then see.
    const { form, both, theirs } = mergeEdits(base, mine, identityOf(campaign));
    if (both.length + theirs.length > 0) return { form, both, theirs };
  }
  const problems = identityProblems(mine, { isSample: campaign.sample, canPrint });
  return isFine(problems) ? undefined : { form: mine, problems };
}

async function store(
  { identity }: OfficeServices,
  campaign: Campaign,
  form: IdentityForm,
  by: Actor,
): Promise<void> {
  const fields = changedFields(identityOf(campaign), form);
  if (fields.length === 0) return;
  await identity.change(campaign, identityChange(form), { part: 'identity', fields }, by);
}

const addNote = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/catatan`,
    access: 'staff',
    input: { params: campaignParams, body: z.object({ catatan: z.string().max(10_000) }) },
    async handle({ params, body, visitor, language, address }): Promise<Reply> {
      const campaign = await getCampaign(services, params.kampanye);
      try {
        await services.notes.add(campaign._id, body.catatan, actorOf(staffOf(visitor), address));
      } catch (error) {
        const { refused, status } = refusalOf(services, error, language);
        const note = { text: body.catatan, problem: refused };
        return identityPage(services, { visitor, language }, { campaign, note, status });
      }
      return redirect(`${PATH}/${campaign._id}#j-catatan`);
    },
  });

/** They belong before the control room's own path. */
export const createIdentityRoutes = (services: OfficeServices): AnyRoute[] => [
  show(services),
  save(services),
  addNote(services),
];
