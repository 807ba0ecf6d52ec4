// The stage: its roster, its state and its engine, and what it asks of officials and shared rooms.
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { createOwnStage, stageCommands, stageLines } from './compose-stage-lines.ts';
import { createStageFollower } from './livestream/index.ts';
import { isOver } from './protocol/session-names.ts';
import {
  createArrivals,
  createRoster,
  createRosterStore,
  createStageMemory,
  createStageService,
  createStageStore,
  mediaPartOf,
  rosterPerson,
  type StageFacts,
} from './stage/index.ts';

export type Stage = Awaited<ReturnType<typeof composeStage>>;

/** Builds the stage; it follows what other processes write until stopped. */
export async function composeStage(base: Base, domains: Domains) {
  const { database, engine, keys, time, logger } = base;
  const { audit, live } = domains;
  const { clock, random } = time;
  const store = createStageStore(database.connection);
  const people = createRosterStore(database.connection);
  await Promise.all([store.ensureIndexes(), people.ensureIndexes()]);
  const findSession = live.find;
  const roster = createRoster({
    ...{ database, audit, random, findSession },
    store: people,
    secret: keys.code,
  });
  const memory = await createStageMemory({ store, roster, live, clock, logger });
  const isPast = (session: string) => isOver(live.find(session)?.status.session ?? 'archived');
  const factsOf = (session: string, isFresh: boolean) =>
    isFresh ? memory.refresh(session) : memory.get(session);
  const onError = (error: unknown) =>
    logger.warn({ error: String(error) }, 'The media room could not be brought into line');
  const follower = createStageFollower({
    engine,
    async wantedOf(session, isFresh) {
      const facts = await factsOf(session, isFresh);
      return (person) => mediaPartOf(facts, person, isPast(session));
    },
    onError,
  });
  memory.onChange(({ session, state }, before) => {
    if (before?.state.version !== state.version) void follower.follow(session);
  });
  const follow = (session: string, ended?: string) => {
    const before = follower.follow(session);
    if (ended === undefined) return;
    void before.then(async () => {
      const facts = await memory.get(session);
      await follower.remove(session, mediaPersonOf(facts, ended));
    });
  };
  const service = createStageService({
    ...{ database, store, memory, audit, clock, findSession, follow },
  });
  const arrivals = createArrivals({ store, clock, logger });
  domains.boards.onHolderEnded((registration) => {
    void endOfHolder(registration).catch(onError);
  });
  const endOfHolder = async (id: string) => {
    const holder = await domains.stores.registrations.find(id);
    if (holder) await service.forget(holder.session, `p-${id}`);
  };
  const parts = { service, memory, store, sharedRooms: domains.sharedRooms };
  return {
    roster,
    service,
    memory,
    follow: follower.follow,
    /** The part somebody plays now. */
    partOf: async (session: string, person: string) =>
      mediaPartOf(await memory.get(session), person, isPast(session)),
    ownStage: createOwnStage(parts, domains),
    commands: stageCommands(parts, domains),
    lines: stageLines({ ...parts, arrivals }),
    async stop() {
      await arrivals.stop();
      await memory.stop();
    },
  };
}

/** Under which media identity `who` is connected. */
const mediaPersonOf = ({ people }: StageFacts, who: string): string => {
  const person = people.find(({ code }) => `m-${code}` === who);
  return person ? rosterPerson(person) : who;
};
