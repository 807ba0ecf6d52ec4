// Signatures as documents print them: under the corrected name, and without the withdrawn ones.
import type { SignatureDocument } from '../signatures/index.ts';
import type { LogService, Standing } from './log-service.ts';

interface Signatures {
  find(registration: string): Promise<SignatureDocument | undefined>;
  list(session: string): Promise<SignatureDocument[]>;
}

/** The same two reads, amended; the rest of what is handed in stays as it is. */
export const amendedSignatures = <S extends Signatures>(
  signatures: S,
  log: Pick<LogService, 'standings' | 'standingOf'>,
): S => ({
  ...signatures,
  async find(registration: string) {
    const found = await signatures.find(registration);
    return found && amended(found, await log.standingOf(found._id));
  },
  async list(session: string) {
    const [all, standings] = await Promise.all([signatures.list(session), log.standings(session)]);
    return all.flatMap((one) => amended(one, standings.get(one._id)) ?? []);
  },
});

function amended(
  signature: SignatureDocument,
  standing: Standing | undefined,
): SignatureDocument | undefined {
  if (standing?.withdrawnAt) return undefined;
  const { personal } = signature;
  if (!standing?.corrected || !personal) return signature;
  return { ...signature, personal: { ...personal, ...standing.corrected } };
}
