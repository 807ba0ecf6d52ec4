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
];
