// The pages of contacts and invitations before, during and after a file was read.
import { contactCsv } from '../contacts/contact-world.ts';
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const CONTACTS = '/kendali/kontak';
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

/** Mails in every state, as if a mail server had answered. */
async function withMails({ app }: PageWorld) {
  const { store } = app.ikrar.invitations.delivery;
  const session = app.session()._id;
  const at = new Date();
  const states = ['sent', 'refused', 'unknown', 'skipped', 'sent'] as const;
  const mails = states.map((state, index) => ({
    ...{ _id: `${'0'.repeat(15)}${index}`, session, target: `uji-${index}`, kind: 'invitation' },
    ...{ number: 1, about: '', email: `uji${index}@uji.go.id`, label: 'Sekretaris Daerah, Uji' },
    ...{ state, dueAt: at, attempts: 1, epoch: 1, at },
    answer: state === 'refused' ? '550 5.1.1 Mailbox unavailable' : '',
  }));
  const known = await store.list(session);
  // The literals are those of the model.
  const fresh = mails as Parameters<typeof store.insert>[0];
  if (known.length === 0) await app.database.transaction((one) => store.insert(fresh, one));
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
  { name: 'undangan', route: '/kendali/undangan', phase: 'doors', ...staff, path: withMails },
  { name: 'undangan-teks', route: '/kendali/undangan/teks', phase: 'doors', ...staff },
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
