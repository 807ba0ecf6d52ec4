// The campaign office for tests: a signed-in owner, and campaigns made through its own forms.
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

export const SOURCE = 'netralitas-asn-2020';
export const NEW_PATH = '/kendali/kampanye-baru';

export interface OfficeWorld {
  app: TestApp;
  owner: TestBrowser;
  /** All documents of a collection, or those that match. */
  all(collection: string, filter?: object): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export async function createOfficeWorld(): Promise<OfficeWorld> {
  const app = await startApp();
  return {
    app,
    owner: await signInStaff(app, 'pemilik', 'owner'),
    all: (collection, filter = {}) =>
      app.database.connection.collection(collection).find(filter).toArray(),
    stop: () => app.stop(),
  };
}

/** Fills the form of a clone; `fields` in place of the usual ones. */
export const cloneBy = (
  owner: TestBrowser,
  fields: Record<string, string>,
  source: string = SOURCE,
) =>
  owner.submit(
    `${NEW_PATH}?dari=${source}`,
    {
      nama: 'Gerakan Nasional Netralitas ASN 2027',
      pendek: 'Netralitas ASN 2027',
      tema: 'ASN Netral',
      alamat: '',
      instansi: 'Badan Kepegawaian Negara',
      singkatan: 'BKN',
      tanggal: '2027-03-01',
      ...fields,
    },
    { action: NEW_PATH },
  );
