// Officials, moderators and stenographers for the tests of the talk.
import type { Actor } from '../../server/invitations/index.ts';
import type { QuestionStep } from '../../server/protocol/talk.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { registered, seatOf } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const staffBy = (name: string): Actor => ({
  actor: { kind: 'staff', id: name, label: `Petugas ${name}` },
  address: '127.0.0.1',
});

/** Somebody who has registered, as the database holds them now. */
export async function personAt(app: TestApp, region: string, office: string) {
  const seat = await seatOf(app, region, office);
  const found = await app.ikrar.domains.registrations.findOfSeat(seat._id);
  if (!found) throw new Error(`Nobody at ${office} in ${region}`);
  return found;
}

/** Registers and checks in, when the doors are open. */
export async function arrive(app: TestApp, region: string, office: string) {
  const browser = await registered(app, region, office);
  return { browser, person: await personAt(app, region, office) };
}

export const ask = (app: TestApp, registration: Registration, text: string) =>
  app.ikrar.domains.talk.questions.ask({
    registration,
    session: app.session(),
    text,
    address: '127.0.0.1',
  });

/** The question as it is stored now. */
export async function questionOf(app: TestApp, id: string) {
  const found = await app.ikrar.domains.talk.stores.questions.find(id);
  if (!found) throw new Error(`No question ${id}`);
  return found;
}

/** One step on the version of now; what is shown gives way to it. */
export async function moderate(
  app: TestApp,
  question: string,
  step: QuestionStep,
  rest: { reason?: string; version?: number; shown?: string | null; by?: Actor } = {},
): Promise<void> {
  const { talk } = app.ikrar.domains;
  const { version } = await questionOf(app, question);
  const { questions } = await talk.desk(app.session()._id);
  const shown = questions.find(({ state }) => state === 'shown')?.id ?? null;
  await talk.questions.moderate({
    session: app.session(),
    question,
    step,
    version,
    shown,
    by: staffBy('satu'),
    ...rest,
  });
}

/** The path of the stenographer's link, as staff find it on their page. */
export async function captionLink(staff: TestBrowser, session?: string): Promise<string> {
  const query = session ? `?sesi=${session}` : '';
  const { text } = await staff.open(`/kendali/tanya${query}`);
  const path = /value="[^"]*(\/takarir\/masuk\/[^"]+)"/.exec(text)?.[1];
  if (!path) throw new Error('No link for a stenographer');
  return path;
}

/** A browser that has entered by that link. */
export async function captioner(
  app: TestApp,
  staff: TestBrowser,
  session?: string,
): Promise<TestBrowser> {
  const browser = app.visitor();
  await browser.submit(await captionLink(staff, session), {});
  return browser;
}
