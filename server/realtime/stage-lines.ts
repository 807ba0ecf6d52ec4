// What a connection means for the stage: a page of the roster that is open, and who has to hear of a
// change beside the common frame: whose link has ended, who was blocked. (That a hand is down,
// everybody sees by the queue in the common frame.)
import type { Frame } from '../protocol/socket-events.ts';
import type { OwnStage } from '../protocol/stage.ts';
import { type Arrivals, rosterPerson, type StageFacts, stageViewOf } from '../stage/index.ts';
import { rooms } from './frames.ts';
import type { PendingWork } from './pending-work.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';

export interface StageLines {
  /** Somebody of the roster came: they are in the green room as long as the line holds. */
  attach(socket: IkrarSocket, caller: SocketCaller): void;
}

export interface StageLineOptions {
  arrivals: Pick<Arrivals, 'hold'>;
  onChange(listener: (facts: StageFacts, before: StageFacts | undefined) => void): void;
  own(session: string, who: string): Promise<OwnStage>;
  /** Tells those in a room alone, with the next frame. */
  send(room: string, frame: Frame): void;
  /** Ends the lines in a room; they are refused when they come back. */
  end(room: string): void;
  work: PendingWork;
  onError(error: unknown): void;
}

/** The room of somebody's screens; undefined for one whose code alone is known. */
const roomOf = ({ session, people }: StageFacts, who: string): string | undefined => {
  if (who.startsWith('p-')) return rooms.person(who.slice(2));
  if (who.startsWith('r-')) return rooms.screens(who.slice(2));
  const person = people.find(({ code }) => `m-${code}` === who);
  return person && rooms.lectern(session, rosterPerson(person));
};

/** Who was blocked or let in again since. */
const touched = (now: StageFacts, before: StageFacts): Set<string> => {
  const differ = (a: { who: string }[], b: { who: string }[]) =>
    a.filter(({ who }) => !b.some((other) => other.who === who)).map(({ who }) => who);
  return new Set([
    ...differ(now.state.blocked, before.state.blocked),
    ...differ(before.state.blocked, now.state.blocked),
  ]);
};

/** Listens from now on. */
export function createStageLines(options: StageLineOptions): StageLines {
  const { arrivals, onChange, own, send, end, work, onError } = options;
  const tell = async (facts: StageFacts, who: string): Promise<void> => {
    const room = roomOf(facts, who);
    if (room === undefined) return;
    const { queue, ...view } = stageViewOf(facts);
    send(room, { stage: { ...view, queue, own: await own(facts.session, who) } });
  };
  onChange((facts, before) => {
    if (!before) return;
    const valid = new Set(facts.people.map(rosterPerson));
    for (const person of before.people.map(rosterPerson)) {
      if (!valid.has(person)) end(rooms.lectern(facts.session, person));
    }
    for (const who of touched(facts, before)) void tell(facts, who).catch(onError);
  });
  return {
    attach(socket, { stagePerson, page }) {
      if (page !== 'lectern' || !stagePerson) return;
      socket.join(rooms.lectern(stagePerson.session, rosterPerson(stagePerson)));
      const holding = arrivals.hold(stagePerson);
      holding.catch(onError);
      socket.once('disconnect', () =>
        work.add(holding.then((release) => release()).catch(onError)),
      );
    },
  };
}
