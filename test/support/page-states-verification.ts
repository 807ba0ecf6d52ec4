// The verification page with a QR code's statement behind the address, true and damaged.
import { type PageState, shown } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

/** Address of a valid certificate with the statement of one, changed by `change`. */
const withStatement =
  (of: 'valid' | 'sample', change: (statement: string) => string = (same) => same) =>
  async ({ app, files }: PageWorld): Promise<string> => {
    const { valid } = files();
    const { certificate } = await app.ikrar.certificates.service.getFile(files()[of].code);
    return `/verifikasi/${valid.code}#${change(certificate.data.statement ?? '')}`;
  };
const qr = (verdict: string) => shown(`[data-qr="${verdict}"]`);
/** The last letter but eight lies within the signature. */
const forge = (statement: string): string => {
  const at = statement.length - 9;
  return `${statement.slice(0, at)}${statement[at] === '7' ? '8' : '7'}${statement.slice(at + 1)}`;
};

const at = { route: '/verifikasi/:code', phase: 'signing' } as const;

/** Run in the page: as a browser answers whose camera was refused. */
const refuseCamera = (): void => {
  navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException('Refused', 'NotAllowedError'));
};

export const STATES_OF_VERIFICATION: PageState[] = [
  {
    name: 'verifikasi-kamera-ditolak',
    route: '/verifikasi',
    phase: 'signing',
    prepare: async (page) => {
      await page.evaluate(refuseCamera);
      await page.locator('[data-buka]').click();
      await shown('[data-kamera-salah]')(page);
    },
  },
  { ...at, name: 'verifikasi-qr-asli', path: withStatement('valid'), prepare: qr('asli') },
  { ...at, name: 'verifikasi-qr-palsu', path: withStatement('valid', forge), prepare: qr('palsu') },
  { ...at, name: 'verifikasi-qr-lain', path: withStatement('sample'), prepare: qr('lain') },
  {
    ...at,
    name: 'verifikasi-qr-rusak',
    path: withStatement('valid', (statement) => statement.slice(5)),
    prepare: qr('rusak'),
  },
];
