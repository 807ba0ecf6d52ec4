// Makes the board move: in each tick one seat of 37 regions arrives or leaves, written straight
// into the collection, as another process would write it.
import { mongo } from 'mongoose';
import { newId } from '../server/core/ids.ts';
import { systemRandom } from '../server/core/random.ts';
import { CHANGED_REGIONS } from './watch-sending.ts';

export interface SeatMover {
  /** Changes the next 37 regions, in their turns. */
  move(): Promise<void>;
  close(): Promise<void>;
}

interface SeatOfRegion {
  _id: string;
  session: string;
  region: string;
}

/** Seats of the regions of one session; presence is opened and closed by turns. */
export async function openSeatMover(mongodb: string, session: string): Promise<SeatMover> {
  const client = await mongo.MongoClient.connect(mongodb, { directConnection: true });
  const db = client.db('ikrar');
  const seats = await db
    .collection<SeatOfRegion>('seats')
    .find({ session, region: { $ne: null } as never })
    .toArray();
  const perRegion = [...new Map(seats.map((seat) => [seat.region, seat])).values()];
  const presence = db.collection<{ _id: string; endedAt: Date | null }>('presence');
  const node = newId(systemRandom);
  // A node that never dies, so that nobody sweeps what it holds.
  const renewedAt = new Date(Date.now() + 86_400_000);
  await db.collection<{ _id: string }>('nodes').insertOne({ _id: node, renewedAt } as never);
  const openOf = new Map<string, string>();
  let next = 0;
  const move = (seat: SeatOfRegion): mongo.AnyBulkWriteOperation<never> => {
    const open = openOf.get(seat.region);
    if (open) {
      openOf.delete(seat.region);
      const update = { $set: { endedAt: new Date() } };
      return { updateOne: { filter: { _id: open }, update } } as never;
    }
    const _id = newId(systemRandom);
    openOf.set(seat.region, _id);
    const registration = `bench-${seat._id}`;
    const { region } = seat;
    const times = { startedAt: new Date(), renewedAt: null, endedAt: null };
    const place = { session, registration, seat: seat._id, region, kind: 'socket', node };
    return { insertOne: { document: { _id, ...place, ...times } } } as never;
  };
  return {
    async move() {
      const turn = Array.from({ length: CHANGED_REGIONS }, () => {
        const seat = perRegion[next % perRegion.length];
        next += 1;
        return seat ? [move(seat)] : [];
      }).flat();
      await presence.bulkWrite(turn as never[], { ordered: false });
    },
    close: () => client.close(),
  };
}
