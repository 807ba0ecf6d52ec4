// The pages of contacts and invitations before, during and after a file was read.
import type { Page } from 'playwright-core';
import { createLeases } from '../../server/core/lease.ts';
import { contactCsv } from '../contacts/contact-world.ts';
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';
import { until } from './until.ts';

const CONTACTS = '/kendali/kontak';
const TEXTS = '/kendali/undangan/teks';
const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };

/** A file was checked, and taken over when `isTaken`. */
const checked =
  (path: string, isTaken = false) =>
  async ({ app }: PageWorld) => {
    const { imports, runner } = app.ikrar.invitations.contacts;
    const id = await imports.check(app.session(), await contactCsv(app, 30, 4), by);
    if (isTaken) {
      await imports.begin(app.session(), id, by);
      await runner.runOnce();
    }
    return path;
  };

/** A dozen of thirty rows are taken over, and another process holds the rest. */
async function importing({ app }: PageWorld) {
  const { imports, store } = app.ikrar.invitations.contacts;
  const id = await imports.check(app.session(), await contactCsv(app, 30, 4), by);
  await createLeases({ connection: app.database.connection, node: 'uji' }).take(
    `contacts/${id}`,
    20_000,
  );
  await imports.begin(app.session(), id, by);
  const [one, due] = await Promise.all([store.findImport(id), store.listDue(id, 12)]);
  if (!one) throw new Error('No import');
  await app.database.transaction((own) => store.takeOver(due, one, new Date(), own));
  return CONTACTS;
}

/** Four mails are with the mail server, which keeps the fifth waiting. */
async function sending(world: PageWorld) {
  const { app, mail } = world;
  const { delivery } = app.ikrar.invitations.delivery;
  // Nobody to write to before a file was taken over.
  const { wanted } = await delivery.due(app.session());
  if (wanted.invitation.length < 5) await checked(CONTACTS, true)(world);
  mail.judge = () => (mail.accepted.length < 4 ? undefined : new Promise<never>(() => undefined));
  await delivery.queue(app.session(), 'invitation', by);
  await until('four mails', () => mail.accepted.length >= 4);
  return '/kendali/undangan';
}

/** The page reloads by itself; the browser stays at what it shows. */
const stays = (page: Page) =>
  page.route('**/kendali/{kontak,undangan}**', (route) => route.fulfill({ status: 204 }));

/** Somebody checks another file before the one on the page is taken over. */
async function replacedMeanwhile(page: Page, world: PageWorld): Promise<void> {
  await checked(CONTACTS)(world);
  // Past the question whether one is sure.
  await page.locator('form[action$="/impor"]').evaluate((form: HTMLFormElement) => form.submit());
  await page.getByText('Petugas lain mendahului').waitFor();
}

const ANSWERS = {
  sent: '250 OK',
  refused: '550 5.1.1 Mailbox unavailable',
  unknown: '',
  skipped: 'WITHDRAWN',
};

/** Three seats with addresses; the first one wants no mail. */
async function withRecipients({ app }: PageWorld) {
  const session = app.session()._id;
  const seats = await app.ikrar.domains.invitations.list(session);
  const at = new Date();
  for (const [index, { _id: target, region }] of seats.slice(0, 3).entries()) {
    const contact = { session, target, region, name: '', email: `tamu${index}@uji.go.id` };
    // The driver's types know ObjectId keys only.
    const where = { _id: `${session}:${target}` as never };
    const change = { $setOnInsert: { ...contact, phone: '', import: 'uji', at } };
    await app.database.connection.collection('contacts').updateOne(where, change, { upsert: true });
  }
  const { delivery, store } = app.ikrar.invitations.delivery;
  const contacts = await app.ikrar.invitations.contacts.store.list(session);
  const { leftOut } = await delivery.due(app.session());
  const first = contacts.find(({ email }) => email === 'tamu0@uji.go.id');
  if (!first || leftOut.length > 0) return;
  const mail = { _id: `${'1'.repeat(16)}`, session, target: first.target, kind: 'invitation' };
  const state = { number: 1, about: '', state: 'sent', dueAt: at, attempts: 1, epoch: 1, at };
  const shown = { email: first.email, label: 'Sekretaris Daerah, Uji', answer: '250 OK' };
  // The literals are those of the model.
  const fresh = [{ ...mail, ...state, ...shown }] as Parameters<typeof store.insert>[0];
  await app.database.transaction((one) => store.insert(fresh, one));
  await delivery.unsubscribe(mail._id);
}

/** Mails in every state, as if a mail server had answered. */
async function withMails(world: PageWorld) {
  const { app } = world;
  const { store } = app.ikrar.invitations.delivery;
  const session = app.session()._id;
  const at = new Date();
  const states = ['sent', 'refused', 'unknown', 'skipped', 'sent'] as const;
  const mails = states.map((state, index) => ({
    ...{ _id: `${'0'.repeat(15)}${index}`, session, target: `uji-${index}`, kind: 'invitation' },
    ...{ number: 1, about: '', email: `uji${index}@uji.go.id`, label: 'Sekretaris Daerah, Uji' },
    ...{ state, dueAt: at, attempts: 1, epoch: 1, at },
    answer: ANSWERS[state],
  }));
  const known = await store.list(session);
  // The literals are those of the model.
  const fresh = mails as Parameters<typeof store.insert>[0];
  if (known.length === 0) await app.database.transaction((one) => store.insert(fresh, one));
  await withRecipients(world);
  return '/kendali/undangan';
}

export const STATES_OF_INVITATIONS: PageState[] = [
  { name: 'kontak-awal', route: CONTACTS, phase: 'scheduled', ...staff },
  { name: 'kontak-diperiksa', route: CONTACTS, phase: 'doors', ...staff, path: checked(CONTACTS) },
  {
    name: 'kontak-selesai',
    route: CONTACTS,
    phase: 'doors',
    ...staff,
    path: checked(CONTACTS, true),
  },
  {
    name: 'kontak-berjalan',
    route: CONTACTS,
    phase: 'doors',
    ...staff,
    path: importing,
    prepare: stays,
  },
  {
    name: 'kontak-diganti',
    route: CONTACTS,
    phase: 'doors',
    ...staff,
    path: checked(CONTACTS),
    status: 409,
    prepare: replacedMeanwhile,
  },
  { name: 'undangan', route: '/kendali/undangan', phase: 'doors', ...staff, path: withMails },
  {
    name: 'undangan-berjalan',
    route: '/kendali/undangan',
    phase: 'doors',
    ...staff,
    path: sending,
    prepare: stays,
  },
  { name: 'undangan-teks-awal', route: TEXTS, phase: 'doors', ...staff },
  {
    name: 'undangan-teks',
    route: TEXTS,
    phase: 'doors',
    ...staff,
    path: () => `${TEXTS}?daerah=33.24`,
  },
  {
    name: 'berhenti',
    route: '/berhenti/:surat',
    phase: 'doors',
    path: async (world) => {
      await withMails(world);
      return `/berhenti/${'0'.repeat(15)}1`;
    },
  },
];
