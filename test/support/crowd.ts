// The nation arrives: officials of most regions, in the four states of a region's tile.
import type { Registration } from '../../server/registrations/index.ts';
import type { TestApp } from './start-app.ts';

/** Of five seats, how many come; the regions take turns. */
const COMING = [5, 5, 5, 3, 5, 5, 4, 5, 0, 5, 5, 2, 5];
/** Every so many regions have not signed yet. */
const WAITING = 3;
const AT_ONCE = 24;

async function inChunks<T>(items: T[], run: (item: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(run));
  }
}

/** People who come when the doors open and sign when it is time; give its result to the world. */
export function createCrowd() {
  const present = new Map<string, Registration[]>();

  const arrive = async (app: TestApp): Promise<void> => {
    const { invitations, registrations, attendance } = app.ikrar.domains;
    const session = app.session();
    const seats = (await invitations.list(session._id)).filter(({ region }) => region);
    const regions = [...new Set(seats.map(({ region }) => region ?? ''))];
    const coming = regions.flatMap((code, index) =>
      seats.filter((one) => one.region === code).slice(0, COMING[index % COMING.length]),
    );
    await inChunks(coming, async (seat) => {
      if (await registrations.findOfSeat(seat._id)) return;
      const input = { name: 'Pejabat Contoh', acting: '' as const, contact: '0800', pin: '246810' };
      const { _id } = await registrations.register(seat, input, '');
      const one = await registrations.checkIn(_id, session.status.session, '');
      await attendance.hold(one, { kind: 'socket', device: 'phone' });
      const region = seat.region ?? '';
      present.set(region, [...(present.get(region) ?? []), one]);
    });
  };

  const sign = async (app: TestApp): Promise<void> => {
    const { ceremony, signatures } = app.ikrar.domains;
    const signing = [...present.values()].flatMap((people, index) =>
      index % WAITING === 0 ? people.slice(0, index % 2) : people,
    );
    await inChunks(signing, async (one) => {
      for (const clause of [1, 2, 3, 4]) await ceremony.tick(one, app.session(), clause);
      await signatures.sign(one, app.session(), { method: 'typed', text: 'Pejabat Contoh' });
    });
  };

  return { arrive, sign };
}
