// People of the roster for tests: their links, their browsers, and the director's steps.
import type { StageAct, StageRole } from '../../server/protocol/stage.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

/** A member of staff who leads the stage past all pages. */
export const DIRECTOR = {
  actor: { kind: 'staff', id: 'uji-pemimpin', label: 'Petugas Uji' },
  address: '',
} as const;

/** The first of a role in the default session's roster. */
export async function personOf(app: TestApp, role: StageRole) {
  const people = await app.ikrar.stage.roster.list(app.session());
  const person = people.find((one) => one.role === role);
  if (!person) throw new Error(`Nobody of the roster is ${role}`);
  return person;
}

/** Adds an office to the default session's roster. */
export const addPerson = (app: TestApp, role: StageRole, title: string) =>
  app.ikrar.stage.roster.add(app.session(), { role, title }, DIRECTOR);

/** The path of somebody's valid link. */
export async function stageLink(app: TestApp, role: StageRole): Promise<string> {
  const code = app.ikrar.stage.roster.codeOf(await personOf(app, role));
  if (!code) throw new Error(`The link of the ${role} was withdrawn`);
  return `/mimbar/masuk/${code}`;
}

/** A new browser that has entered by the link of a role. */
export async function atLectern(app: TestApp, role: StageRole): Promise<TestBrowser> {
  const visitor = app.visitor();
  await visitor.submit(await stageLink(app, role), {});
  return visitor;
}

/** A step of the director on the default session. */
export const direct = (app: TestApp, act: StageAct, who?: string) =>
  app.ikrar.stage.service.act({
    session: app.session()._id,
    act,
    by: DIRECTOR,
    ...(who && { who }),
  });
