// The real application with somebody who has signed and somebody who has not: what tests verify.
import type { Registration } from '../../server/registrations/index.ts';
import {
  act,
  BY,
  KENDAL,
  READ_ALL,
  registered,
  SEKDA,
  seatOf,
} from '../official/official-world.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const ISSUER = { sample: false, legalIssuer: 'Komisi Aparatur Sipil Negara' };

export interface IssuedSite {
  app: TestApp;
  /** Two certificates that count, of two people; the campaign names its legal issuer. */
  codes: [string, string];
  fileOf(code: string): Promise<Buffer>;
  /** The text of a certificate's QR code behind `#`. */
  statementOf(code: string): Promise<string>;
}

/** Leads the default session to two signatures and issues their declarations. */
export async function startIssuedSite(): Promise<IssuedSite> {
  const app = await startApp({ clock: runningClock() });
  const { domains, certificates } = app.ikrar;
  // No page makes a sample campaign an institution's own yet, so the one in memory is changed.
  Object.assign(await domains.campaignOf(app.session()), ISSUER);
  await act(app, 'open-doors');
  const holders: Registration[] = [];
  for (const office of [SEKDA, 'inspektorat']) {
    await registered(app, KENDAL, office);
    const { _id } = await seatOf(app, KENDAL, office);
    const holder = await domains.registrations.findOfSeat(_id);
    if (holder) holders.push(holder);
  }
  await act(app, 'go-live', ...READ_ALL);
  for (const holder of holders) {
    for (let clause = 1; clause <= 4; clause++) {
      await domains.ceremony.tick(holder, app.session(), clause);
    }
  }
  await act(app, 'open-signing');
  const codes: string[] = [];
  for (const holder of holders) {
    await domains.signatures.sign(holder, app.session(), { method: 'typed', text: 'Pejabat Uji' });
    codes.push((await certificates.service.ensureDeclaration(holder._id)).code);
  }
  const [first = '', second = ''] = codes;
  return {
    app,
    codes: [first, second],
    fileOf: async (code) => (await certificates.service.getFile(code)).bytes,
    async statementOf(code) {
      const { data } = (await certificates.service.getFile(code)).certificate;
      return data.statement ?? '';
    },
  };
}

/** Revokes a certificate for a reason. */
export const revoke = ({ app }: IssuedSite, code: string, reason: string): Promise<void> =>
  app.ikrar.certificates.service.revoke(code, { ...BY, reason });
