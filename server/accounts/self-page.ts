// The page of one's own account (templates/pages/own-account.hbs).
import QRCode from 'qrcode';
import type { AppError } from '../core/app-error.ts';
import type { RouteContext } from '../http/define-route.ts';
import { type PageReply, page } from '../http/reply.ts';
import { SCOPES } from '../http/scopes.ts';
import { staffOf } from '../http/visitor.ts';
import { explain } from './account-forms.ts';
import type { AccountRouteParts } from './account-routes.ts';
import { PASSWORD_MIN } from './account-rules.ts';
import type { ProgramToken } from './program-token-store.ts';
import { TOKEN_DAYS } from './program-tokens.ts';
import type { StaffSession } from './staff-session-store.ts';

export const SELF_PATH = '/kendali/saya';

/** What the answer to a form shows and no later page does. */
export interface ShownOnce {
  codes?: string[];
  token?: string;
  /** Says what was done, at the head of the page. */
  done?: 'factor' | 'password';
  refused?: { form: string; error: AppError };
}

/** The modules around a QR code that must stay empty. */
const QUIET = 4;

/** The address as an SVG's path in a square of `size` modules, quiet zone included. */
function qrOf(address: string): { size: number; path: string } {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const cells: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (modules.get(y, x)) cells.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    }
  }
  return { size: modules.size + 2 * QUIET, path: cells.join('') };
}

const sessionView = (session: StaffSession, own: string) => ({
  id: session._id,
  isOwn: session._id === own,
  ...session.device,
  lastUsedAt: (session.lastUsedAt ?? session.createdAt).toISOString(),
  createdAt: session.createdAt.toISOString(),
});
const tokenView = (token: ProgramToken) => ({
  id: token._id,
  label: token.label,
  scopes: token.scopes,
  endsAt: token.endsAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString(),
});

/** The page of the one who asks. */
export async function selfPage(
  { accounts, catalogue, campaigns }: AccountRouteParts,
  { visitor, language }: Pick<RouteContext, 'visitor' | 'language'>,
  { refused, ...shown }: ShownOnce,
): Promise<PageReply> {
  const { account, session, name, grants, mustAddFactor } = staffOf(visitor);
  const factor = await accounts.factors.stateOf(account);
  const offered = factor ? undefined : await accounts.factors.offered(account);
  const names = new Map((await campaigns.list()).map((one) => [one._id, one.name]));
  const error = refused && explain(catalogue, language, refused.error);
  return page({
    template: 'own-account',
    layout: 'staff',
    title: catalogue.text(language, 'own-account.title'),
    entry: 'staff-form',
    ...(refused && { status: refused.error.status }),
    view: {
      name,
      grants: grants.map(({ role, campaign }) => ({ role, campaign: names.get(campaign) })),
      // Until the second factor is there, nothing else of the platform is open to them.
      mustAddFactor: mustAddFactor && !factor,
      isOwner: !mustAddFactor && grants.some(({ role }) => role === 'owner'),
      factor: factor && { ...factor, addedAt: factor.addedAt.toISOString() },
      offered: offered && { text: offered.text, qr: qrOf(offered.address) },
      sessions: (await accounts.sessions.list(account)).map((one) => sessionView(one, session)),
      passwordMin: PASSWORD_MIN,
      tokens: (await accounts.programs.list(account)).map(tokenView),
      scopes: SCOPES,
      days: TOKEN_DAYS,
      ...shown,
      ...(refused && { errors: { [refused.form]: error } }),
    },
  });
}
