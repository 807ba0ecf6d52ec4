// The ways in which the server under test takes a signature: the product's own, and those that
// the bench compares it with.
import type { Ikrar } from '../server/compose.ts';
import { systemRandom } from '../server/core/random.ts';
import { writeBatch } from '../server/signatures/signature-batch.ts';
import type { SignMode } from './messages.ts';

type Domains = Ikrar['domains'];
type Sign = Domains['signatures']['sign'];

/** Each way as a `sign` of the service. */
export function signingWays(domains: Domains): Record<SignMode, Sign> {
  const dependencies = {
    store: domains.stores.signatures,
    random: systemRandom,
    momentsOf: domains.ceremony.momentsOf,
    clausesOf: domains.clausesOf,
  };
  const group = domains.signatures.sign;
  const none: Sign = async (registration) => ({
    signature: registration._id,
    signedAt: new Date().toISOString(),
    leafHash: '0',
    late: false,
    already: false,
  });
  return {
    group,
    none,
    async single(registration, session, mark) {
      const request = { registration, session, mark, at: new Date(), late: false };
      const [answer] = await writeBatch([request], dependencies);
      if (!answer || answer instanceof Error) throw answer ?? new Error('No answer');
      return answer;
    },
    early(registration, session, mark) {
      // Whether it is ever written nobody will know: that is what this way is measured for.
      group(registration, session, mark).catch(() => undefined);
      return none(registration, session, mark);
    },
  };
}
