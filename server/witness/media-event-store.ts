// The only user of the media events' model.
import { type Connection, isDuplicateKey } from '../core/database.ts';
import { type MediaEvent, mediaEventModel } from './media-event-model.ts';

export interface MediaEventStore {
  ensureIndexes(): Promise<void>;
  /** Keeps an event; false when it was kept before. */
  insertOnce(event: MediaEvent): Promise<boolean>;
  listOfSession(session: string): Promise<MediaEvent[]>;
}

export function createMediaEventStore(connection: Connection): MediaEventStore {
  const model = mediaEventModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insertOnce(event) {
      try {
        await model.insertMany([event]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    listOfSession: (session) => model.find({ session }).lean(),
  };
}
