// The public list of what was revoked: signed, so that it can be believed anywhere.
import type { CertificateStore } from '../certificates/index.ts';
import type { Clock } from '../core/clock.ts';
import type { SealKeys } from '../keys/index.ts';
import { revocationsText, type SignedRevocations } from '../proofs/index.ts';
import { REVOCATION_REASONS } from '../protocol/revocation-reasons.ts';

/** Makes the list as of now. */
export type RevocationList = () => Promise<SignedRevocations>;

/** `reason` is a category; what staff wrote beside it, and names, stay here. */
export const createRevocationList =
  ({
    certificates,
    keys,
    clock,
  }: {
    certificates: Pick<CertificateStore, 'listRevoked' | 'numbersOf'>;
    /** Asked each time: the key is renewed every year. */
    keys: Pick<SealKeys, 'evidence'>;
    clock: Clock;
  }): RevocationList =>
  async () => {
    const revoked = await certificates.listRevoked();
    const codes = revoked.flatMap((one) => one.revoked?.replacedBy ?? []);
    const numbers = await certificates.numbersOf(codes);
    const entries = revoked.flatMap(({ number, sha256, revoked: end }) => {
      if (!end) return [];
      const replacedBy = numbers.get(end.replacedBy ?? '') ?? null;
      const at = end.at.toISOString();
      return [{ number, sha256, at, reason: categoryOf(end.reason), replacedBy }];
    });
    const text = revocationsText({ madeAt: clock.now().toISOString(), revoked: entries });
    const { evidence } = keys;
    const signature = evidence.sign(Buffer.from(text, 'utf8')).toString('base64');
    return { text, signature, keyId: evidence.keyId };
  };

/** What was stored before there were categories is free text: it is not published. */
const categoryOf = (reason: string): string =>
  REVOCATION_REASONS.find((one) => one === reason) ?? 'other';
