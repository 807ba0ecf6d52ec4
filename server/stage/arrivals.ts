// Whose page of the roster is open: held by the process with the line, renewed while it lives, so
// that one who was left by a killed process is gone within twenty seconds.
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { StagePerson } from './stage-model.ts';
import type { StageStore } from './stage-store.ts';

export interface Arrivals {
  /** Somebody's page is open, until the returned function is called. */
  hold(person: Pick<StagePerson, '_id' | 'session' | 'code'>): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

const RENEW_MS = 7_000;
const LASTS_MS = 20_000;

/** Starts the renewing. */
export function createArrivals(options: {
  store: Pick<StageStore, 'renewArrivals' | 'setReady'>;
  clock: Clock;
  logger: Logger;
}): Arrivals {
  const { store, clock, logger } = options;
  const held = new Map<
    string,
    { person: Pick<StagePerson, '_id' | 'session' | 'code'>; pages: number }
  >();
  const renew = (people: Pick<StagePerson, '_id' | 'session' | 'code'>[], lastsMs: number) =>
    people.length === 0
      ? Promise.resolve()
      : store.renewArrivals(people, new Date(clock.now().getTime() + lastsMs));
  const end = async (person: Pick<StagePerson, '_id' | 'session' | 'code'>) => {
    await renew([person], 0);
    await store.setReady(person._id, { camera: false, microphone: false });
  };
  const timer = setInterval(() => {
    renew(
      [...held.values()].map(({ person }) => person),
      LASTS_MS,
    ).catch((error) =>
      logger.warn({ error: String(error) }, 'Open pages of the stage could not be renewed'),
    );
  }, RENEW_MS);
  return {
    async hold({ _id, session, code }) {
      const person = { _id, session, code };
      const pages = (held.get(_id)?.pages ?? 0) + 1;
      held.set(_id, { person, pages });
      await renew([person], LASTS_MS);
      return async () => {
        const left = (held.get(_id)?.pages ?? 1) - 1;
        if (left > 0) {
          held.set(_id, { person, pages: left });
          return;
        }
        held.delete(_id);
        await end(person);
      };
    },
    async stop() {
      clearInterval(timer);
      const people = [...held.values()].map(({ person }) => person);
      held.clear();
      await Promise.all(people.map(end));
    },
  };
}
