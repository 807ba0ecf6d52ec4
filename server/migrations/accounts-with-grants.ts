// Version 5 of accounts: one role for everything became roles by campaign.
import type { mongo } from 'mongoose';

/** Whoever was an owner or a host of everything is that in all campaigns. */
export async function accountsWithGrants(db: mongo.Db): Promise<void> {
  await db
    .collection('accounts')
    .updateMany({ grants: { $exists: false } }, [
      { $set: { grants: [{ campaign: '*', role: { $ifNull: ['$role', 'owner'] } }] } },
      { $set: { schemaVersion: 2 } },
      { $unset: 'role' },
    ]);
}
