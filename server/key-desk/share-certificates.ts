// Tells other processes with copies of our keys which certificates we use, and learns theirs.
import type { SealKeys } from '../keys/index.ts';
import { fingerprintOf } from '../keys/index.ts';
import type { SharedCertificateStore } from './shared-certificate-store.ts';

/**
 * One exchange. What our own issuing certificate did not certify is never learnt, whoever wrote
 * it into the database. Gives how many were learnt.
 */
export async function shareCertificates(
  keys: Pick<SealKeys, 'ownCertificates' | 'learn'>,
  store: SharedCertificateStore,
  told: Set<string>,
): Promise<number> {
  const own = keys.ownCertificates().map((one) => ({ _id: fingerprintOf(one.pem), ...one }));
  for (const certificate of own.filter(({ _id }) => !told.has(_id))) {
    await store.insertOnce(certificate);
    told.add(certificate._id);
  }
  const others = await store.listOthers(own.map(({ _id }) => _id));
  return others.filter(({ role, pem }) => keys.learn(role, pem)).length;
}
