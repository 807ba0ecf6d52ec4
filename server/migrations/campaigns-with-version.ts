// Version 6 of campaigns: they became something that staff edit, two of them at once as well.
import type { mongo } from 'mongoose';

/** Campaigns of before have changed never, name no signatory and have no picture of an emblem. */
export async function campaignsWithVersion(db: mongo.Db): Promise<void> {
  await db
    .collection('campaigns')
    .updateMany(
      { version: { $exists: false } },
      { $set: { schemaVersion: 2, version: 1, changed: null, signatory: null, emblem: null } },
    );
}
