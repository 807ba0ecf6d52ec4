// The real application in which some officials have signed, for tests of the log's pages and API.
import type { Registration } from '../../server/registrations/index.ts';
import { registrationIn } from '../minutes/minutes-world.ts';
import { act, KENDAL, READ_ALL, registered } from '../official/official-world.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const OFFICES = ['kepala-daerah', 'sekretaris-daerah', 'inspektorat'];

export interface SignedApp {
  app: TestApp;
  clock: ReturnType<typeof runningClock>;
  /** In the order of their signatures; the last one has not signed. */
  people: Registration[];
  /** Resolves when the newest head covers so many leaves. */
  untilLogged(size: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it; two of three have signed, and the log has them. */
export async function startSignedApp(): Promise<SignedApp> {
  const clock = runningClock();
  const app = await startApp({ clock });
  const { ceremony, signatures } = app.ikrar.domains;
  await act(app, 'open-doors', 'go-live');
  const people: Registration[] = [];
  for (const office of OFFICES) {
    await registered(app, KENDAL, office);
    people.push(await registrationIn(app, KENDAL, office));
  }
  await act(app, ...READ_ALL);
  for (const person of people) {
    for (let clause = 1; clause <= 4; clause++) await ceremony.tick(person, app.session(), clause);
  }
  await act(app, 'open-signing');
  for (const person of people.slice(0, -1)) {
    clock.advance(1_000);
    await signatures.sign(person, app.session(), { method: 'typed', text: 'Pejabat Uji' });
  }
  const log = app.ikrar.log.service;
  const untilLogged = (size: number) =>
    until(`${size} leaves under a head`, async () => {
      return (await log.headOf(app.session()._id))?.size === size;
    });
  await untilLogged(people.length - 1);
  return { app, clock, people, untilLogged, stop: () => app.stop() };
}
