// Verification: a QR code's statement checked on this device, the camera, files that are dropped.
// Without this script the page's two forms still take codes and PDFs.
import '../styles/serif.css';
import '../styles/verification.css';
import { dataWith } from '../lib/page-data.ts';
import type { EvidenceKey } from '../verification/check-statement.ts';
import { setUpFile } from '../verification/file-part.ts';
import { showStatement, statementIn } from '../verification/qr-part.ts';
import { setUpCamera } from '../verification/scan-part.ts';

const get = <T extends HTMLElement>(selector: string): T | null =>
  document.querySelector<T>(selector);

const { keys } = dataWith<{ keys: EvidenceKey[] }>('keys');
const form = get<HTMLFormElement>('[data-berkas]');
const camera = get('[data-kamera]');
const qr = get('[data-qr]');

const readFragment = (): void => {
  const statement = statementIn(location.hash);
  if (qr && statement) void showStatement(qr, statement, keys);
};

if (form) setUpFile(form);
if (camera) setUpCamera(camera);
get('[data-putusan]')?.focus({ preventScroll: true });
readFragment();
addEventListener('hashchange', readFragment);
