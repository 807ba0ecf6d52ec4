// Version 3 of certificates: each names its subject; before, only registrations had any.
import type { mongo } from 'mongoose';

/** The unique index of before, which would refuse a second document without a registration. */
const OLD_INDEX = 'registration_1_kind_1';
/** What MongoDB answers where the collection or the index is not there. */
const NOT_THERE = new Set([26, 27]);

/** Gives every certificate its subject; the model makes the new unique index at start. */
export async function certificatesWithSubject(db: mongo.Db): Promise<void> {
  const certificates = db.collection('certificates');
  await certificates.updateMany({ subject: { $exists: false } }, [
    { $set: { subject: '$registration', timestamp: null } },
  ]);
  await certificates.dropIndex(OLD_INDEX).catch((error: { code?: number }) => {
    if (!NOT_THERE.has(error.code ?? 0)) throw error;
  });
}
