// The session office for tests: staff at the plan of the default session, and its agenda's form.
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

export const CAMPAIGN = 'netralitas-asn-2020';
export const SESSIONS = `/kendali/kampanye/${CAMPAIGN}/acara`;
export const TEXTS = `/kendali/kampanye/${CAMPAIGN}/ikrar`;

export interface PlanWorld {
  app: TestApp;
  owner: TestBrowser;
  host: TestBrowser;
  /** The default session's page. */
  path: string;
  all(collection: string, filter?: object): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export async function createPlanWorld(): Promise<PlanWorld> {
  const app = await startApp();
  return {
    app,
    owner: await signInStaff(app, 'pemilik', 'owner'),
    host: await signInStaff(app, 'acara', 'host'),
    path: `${SESSIONS}/${app.session().slug}`,
    all: (collection, filter = {}) =>
      app.database.connection.collection(collection).find(filter).toArray(),
    stop: () => app.stop(),
  };
}

const decode = (text: string): string =>
  text
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Fields of the form with that action as its page holds them: inputs, selects, text areas. */
export function fieldsIn(html: string, action: string): Record<string, string> {
  const form = html.split('<form ').find((part) => part.includes(`action="${action}`));
  if (!form) throw new Error(`No form for ${action}`);
  const [own = ''] = form.split('</form>');
  const [shown = ''] = own.split('<template');
  const fields: Record<string, string> = {};
  for (const [tag = ''] of shown.matchAll(/<input [^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const isChoice = /type="(?:radio|checkbox)"/.test(tag);
    if (!name || tag.includes(' disabled') || (isChoice && !tag.includes(' checked'))) continue;
    fields[name] = decode(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', options = ''] of shown.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  )) {
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  for (const [, name = '', text = ''] of shown.matchAll(
    /<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/gs,
  )) {
    fields[name] = decode(text);
  }
  return fields;
}

/** Opens the page and gives the form's fields as they stand there. */
export const openForm = async (staff: TestBrowser, page: string, action: string) =>
  fieldsIn((await staff.open(page)).text, action);

/** Posts to a path with a token of its own, as somebody without the form would. */
export const post = async (
  staff: TestBrowser,
  path: string,
  fields: Record<string, string> = {},
) => {
  const _csrf = formTokenIn((await staff.open('/kendali/saya')).text);
  return staff.post(path, { _csrf, ...fields });
};

/** Puts a session into a state of its machine, as if its day had come. */
export async function setStatus(
  { app }: Pick<PlanWorld, 'app'>,
  status: Record<string, unknown>,
): Promise<void> {
  const change = Object.fromEntries(
    Object.entries(status).map(([key, value]) => [`status.${key}`, value]),
  );
  const sessions = app.database.connection.collection('sessions');
  const { _id } = app.session();
  await sessions.updateOne({ isDefault: true }, { $set: change, $inc: { 'status.version': 1 } });
  const stored = await app.ikrar.domains.stores.sessions.find(_id);
  if (stored) app.ikrar.domains.live.put(stored);
}
