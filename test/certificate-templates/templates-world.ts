// Staff at the wordings of the default session, and officials who have signed.

import { fileURLToPath } from 'node:url';
import { sourceOf } from '../../server/certificate-templates/check-template.ts';
import type { EditableKind } from '../../server/certificate-templates/template-fields.ts';
import { kindOf, loadTemplateKinds } from '../../server/certificate-templates/template-kinds.ts';
import { parseBlocks } from '../../server/certificates/wording.ts';
import { scribble } from '../certificates/sample-data.ts';
import { seatOf } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const PATH = '/kendali/naskah';
const TEMPLATES = fileURLToPath(new URL('../../templates/certificates', import.meta.url));
const kinds = await loadTemplateKinds(TEMPLATES);

/** The texts of a built-in wording as the editor's fields, some of them changed. */
export function fieldsOfBlocks(
  kind: EditableKind,
  own: Record<string, string> = {},
): Record<string, string> {
  const blocks = parseBlocks(kindOf(kinds, kind).builtIn.source);
  return Object.fromEntries(blocks.map(([name, text]) => [`blok-${name}`, own[name] ?? text]));
}

export const builtInSource = (kind: EditableKind): string =>
  sourceOf(parseBlocks(kindOf(kinds, kind).builtIn.source));

/** Begins a draft by the page's form; gives its id. */
export async function startDraft(
  owner: TestBrowser,
  kind: EditableKind,
  fields: Record<string, string> = {},
): Promise<string> {
  const sent = { dari: 'bawaan', nama: 'Uji', ...fields };
  const answer = await owner.submit(PATH, sent, {
    action: `${PATH}/mulai`,
    where: { jenis: kind },
  });
  const id = /^\/kendali\/naskah\/([a-z0-9]{16})$/.exec(answer.url.pathname)?.[1];
  if (!id) throw new Error(`No draft: ${answer.status} ${answer.url}`);
  return id;
}

/** Sends the editor's form by one of its buttons. */
export const sendDraft = (
  owner: TestBrowser,
  id: string,
  fields: Record<string, string>,
  button: 'simpan' | 'terbitkan' = 'simpan',
) => sendTo(owner, id, fields, `${PATH}/${id}/${button}`);

async function sendTo(
  owner: TestBrowser,
  id: string,
  fields: Record<string, string>,
  action: string,
) {
  const { text } = await owner.open(`${PATH}/${id}`);
  const hidden = Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name ?? '', value ?? ''],
    ),
  );
  return owner.post(action, { nama: 'Uji', ...hidden, data: 'contoh', ...fields });
}

/** Ticks and signs for the holder of a seat; gives the registration's id. */
export async function signFor(app: TestApp, region: string, office: string): Promise<string> {
  const { registrations, ceremony, signatures } = app.ikrar.domains;
  const seat = await seatOf(app, region, office);
  const registration = await registrations.findOfSeat(seat._id);
  if (!registration) throw new Error(`Nobody at ${office} in ${region}`);
  for (let clause = 1; clause <= 4; clause++) {
    await ceremony.tick(registration, app.session(), clause);
  }
  const mark = { method: 'drawn' as const, strokes: [scribble(40)] };
  await signatures.sign(registration, app.session(), mark);
  return registration._id;
}
