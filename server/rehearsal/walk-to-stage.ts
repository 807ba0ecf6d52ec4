// The pages between an invitation and the stage, walked as a browser without a script walks them.
import type { CookieJar } from './cookie-jar.ts';
import { type FormOnPage, findForms } from './form-fields.ts';
import type { HttpAnswer, HttpClient } from './http-client.ts';

export interface Walk {
  client: HttpClient;
  jar: CookieJar;
  code: string;
  name: string;
  number: number;
}

const STEPS_MAX = 6;

const isRegistration = ({ fields }: FormOnPage): boolean =>
  fields.includes('name') && fields.includes('pin');
/** Somebody who registered before comes back with their PIN. */
const isReturn = ({ fields, action }: FormOnPage): boolean =>
  fields.join() === 'pin' && /\/masuk$/.test(action ?? '');
const isCheckIn = ({ method, action }: FormOnPage): boolean =>
  method === 'post' && /\/hadir$/.test(action ?? '');

/** A PIN of six digits that differs from one official to the next. */
const pinOf = (number: number): string => String(100_000 + (number % 900_000));

const must = (answer: HttpAnswer): HttpAnswer => {
  if (answer.status >= 400) throw new Error(`${answer.url.pathname}: HTTP ${answer.status}`);
  return answer;
};

/**
 * Opens the invitation, registers (or comes back with the PIN) and checks in. Resolves on the page
 * behind the check-in; rejects with the path and the status of the page that refused.
 */
export async function walkToStage({ client, jar, code, name, number }: Walk): Promise<HttpAnswer> {
  const submit = async (at: HttpAnswer, form: FormOnPage, fields: Record<string, string>) => {
    const path = new URL(form.action ?? '', at.url).href;
    const call = { method: 'POST', form: { ...form.hidden, ...fields }, jar } as const;
    return must(await client.call(path, call));
  };
  let at = must(await client.call(`/u/${code}`, { jar }));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const forms = findForms(at.text);
    const registration = forms.find(isRegistration);
    const back = forms.find(isReturn);
    const checkIn = forms.find(isCheckIn);
    if (registration) {
      const contact = `gladi${number}@contoh.example`;
      at = await submit(at, registration, { name, acting: '', contact, pin: pinOf(number) });
    } else if (back) at = await submit(at, back, { pin: pinOf(number) });
    else if (checkIn) at = await submit(at, checkIn, {});
    else return at;
  }
  throw new Error(`${at.url.pathname}: the way to the stage does not end`);
}
