// Version 4 of the ceremony: signing had no length, no pause and no late window, nothing was sealed,
// and a tick did not say whether it was made together.
import type { mongo } from 'mongoose';

const ADDED = {
  signingEndsAt: null,
  signingPausedAt: null,
  extendedFrom: null,
  lateUntil: null,
  sealed: null,
};

/**
 * A session that nobody has opened gets the usual length; signing that is open now keeps no end of
 * its own. Nobody can say of an earlier tick that it was made together, so none was.
 */
export async function ceremonyWithWindows(db: mongo.Db): Promise<void> {
  const sessions = db.collection('sessions');
  await sessions.updateMany({ signingRule: { $exists: false } }, [
    { $set: { signingRule: { minutes: 15, lateMinutes: 0 } } },
  ]);
  await sessions.updateMany({ 'status.sealed': { $exists: false } }, [
    { $set: { status: { $mergeObjects: ['$status', ADDED] } } },
  ]);
  await db.collection('readings').updateMany({ together: { $exists: false } }, [
    {
      $set: {
        together: {
          $arrayToObject: {
            $map: {
              input: { $objectToArray: { $ifNull: ['$ticks', {}] } },
              in: { k: '$$this.k', v: false },
            },
          },
        },
      },
    },
  ]);
}
