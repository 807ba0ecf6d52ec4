// Opening an invitation by link or by typed code: nothing is consumed, and the code leaves the URL.
import { z } from 'zod';
import { type AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { type OfficialServices, sayIn } from './official-services.ts';
import { CHECK_IN_PATH } from './official-visit.ts';

/** An opened invitation stays open on this browser for half a day. */
const INVITATION_SECONDS = 12 * 3600;
const REFUSALS = ['CODE_MALFORMED', 'CODE_UNKNOWN', 'CODE_REPLACED', 'CODE_WITHDRAWN'];

const isCodeRefusal = (error: unknown): error is AppError =>
  isAppError(error) && REFUSALS.includes(error.code);

/** The form for a code, with the reason why the last one was refused. */
export function codePage(
  { visitors }: Pick<OfficialServices, 'visitors'>,
  options: { error: AppError; typed: string; language: Language },
): PageReply {
  const say = sayIn(visitors.catalogue, options.language);
  const { code, status, params } = options.error;
  const title = say(`errors.${code}.title`, params);
  const view = { title, detail: say(`errors.${code}.detail`, params), typed: options.typed };
  return page({ template: 'invitation', entry: 'check-in', title, status, view });
}

/** GET /u/:code (the link of the letter) and POST /undangan (the typed code). */
export function createInvitationRoutes(services: OfficialServices): AnyRoute[] {
  const { people, visitors } = services;

  const open = async (typed: string, address: string): Promise<Reply> => {
    visitors.codeLimit.check(address);
    const seat = await people.invitations.open(typed);
    const token = { seat: seat._id, session: seat.session, issue: seat.issue };
    const value = visitors.tokens.invitation.sign(token, INVITATION_SECONDS);
    return redirect(CHECK_IN_PATH, [
      { name: COOKIES.invitation, value, seconds: INVITATION_SECONDS },
    ]);
  };

  const orForm = async (typed: string, address: string, language: Language): Promise<Reply> => {
    try {
      return await open(typed, address);
    } catch (error) {
      if (!isCodeRefusal(error)) throw error;
      // Only a well-formed code can be a guess; a typing mistake costs an office nothing.
      if (error.code === 'CODE_UNKNOWN') visitors.codeLimit.fail(address);
      return codePage(services, { error, typed: typed.slice(0, 40), language });
    }
  };

  return [
    defineRoute({
      method: 'get',
      path: '/u/:code',
      access: 'public',
      input: { params: z.object({ code: z.string() }) },
      handle: ({ params, address, language }) => orForm(params.code, address, language),
    }),
    defineRoute({
      method: 'post',
      path: '/undangan',
      access: 'public',
      input: { body: z.object({ code: z.string().catch('') }) },
      handle: ({ body, address, language }) => orForm(body.code, address, language),
    }),
  ];
}
