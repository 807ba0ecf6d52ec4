// Certificates in every state that the verification page can tell.
import type { Registration } from '../../server/registrations/index.ts';
import { BY } from '../official/official-world.ts';
import type { TestApp } from './start-app.ts';

export interface PageFile {
  code: string;
  bytes: Buffer;
}
export type PageFiles = Record<'sample' | 'valid' | 'revoked', PageFile>;

/** All three sign; one under the sample campaign, two as if the campaign had its legal issuer. */
export async function createPageFiles(
  app: TestApp,
  people: Record<keyof PageFiles, Registration>,
): Promise<PageFiles> {
  const { signatures, campaignOf } = app.ikrar.domains;
  const { service } = app.ikrar.certificates;
  const issue = async (holder: Registration): Promise<PageFile> => {
    await signatures.sign(holder, app.session(), { method: 'typed', text: 'Pejabat Uji' });
    const { code } = await service.ensureDeclaration(holder._id);
    return { code, bytes: (await service.getFile(code)).bytes };
  };
  const sample = await issue(people.sample);
  // No page makes a sample campaign an institution's own yet, so the one in memory is changed.
  const campaign = await campaignOf(app.session());
  const before = { sample: campaign.sample, legalIssuer: campaign.legalIssuer };
  Object.assign(campaign, { sample: false, legalIssuer: 'Komisi Aparatur Sipil Negara' });
  const valid = await issue(people.valid);
  const revoked = await issue(people.revoked);
  Object.assign(campaign, before);
  await service.revoke(revoked.code, { ...BY, reason: 'Jabatan keliru' });
  return { sample, valid, revoked };
}

/** The file with one bit of its middle changed. */
export function altered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[20_000] = (copy[20_000] ?? 0) ^ 1;
  return copy;
}
