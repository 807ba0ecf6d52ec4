// What happens before and after the event, started and stopped as one: invitations on their way,
// personal data, and the campaigns with their sessions.
import type { Certificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import { composeCampaignOffice } from './compose-campaign-office.ts';
import { composeCirculars } from './compose-circulars.ts';
import type { Domains } from './compose-domains.ts';
import type { CheckPdf } from './compose-follow-up.ts';
import { composeInvitations } from './compose-invitations.ts';
import { composePrivacy } from './compose-privacy.ts';
import { composeSessionOffice } from './compose-session-office.ts';
import type { Templates } from './compose-templates.ts';
import type { SealKeys } from './keys/index.ts';

export type OfficeParts = Awaited<ReturnType<typeof composeOffice>>['parts'];

/** Builds all of it; nothing runs before `start`. */
export async function composeOffice(
  base: Base,
  domains: Domains,
  parts: {
    certificates: Certificates & { checkPdf: CheckPdf; templates: Templates };
    keys: SealKeys;
  },
) {
  const invitations = await composeInvitations(base, domains);
  const privacy = await composePrivacy(base, domains, parts);
  const { checkPdf, documents, templates } = parts.certificates;
  const { canPrint } = documents;
  const campaignOffice = composeCampaignOffice(base, domains, {
    others: [privacy.clonePart],
    canPrint,
  });
  const sessionOffice = await composeSessionOffice(base, domains, { canPrint, templates });
  const circulars = await composeCirculars(base, domains, { invitations, checkPdf });
  return {
    parts: { invitations, privacy, campaignOffice, sessionOffice, circulars },
    start() {
      invitations.start();
      privacy.start();
    },
    async stop() {
      await privacy.stop();
      await invitations.stop();
    },
  };
}
