// Verification: drop a file instead of choosing it, scan a QR code, and hear a refusal at once.
// Without this script the page's two forms do the same.
import '../styles/serif.css';
import '../styles/verification.css';
import { PDF_MAX } from '../../server/protocol/limits.ts';
import { text } from '../lib/page-data.ts';
import { canScan, scanQr } from '../lib/scan-qr.ts';

const get = <T extends HTMLElement>(selector: string): T | null =>
  document.querySelector<T>(selector);

const tell = (element: HTMLElement | null, message: string): void => {
  if (!element) return;
  (element.querySelector('span') ?? element).textContent = message;
  element.hidden = message === '';
};

/** Why the server would refuse the file; empty when it would not. */
const refusal = async (file: File): Promise<string> => {
  if (file.size > PDF_MAX) return text('tooLarge', { limit: PDF_MAX / 1_000_000 });
  const head = await file.slice(0, 1024).text();
  return head.includes('%PDF-') ? '' : text('notPdf');
};

const setUpFile = (form: HTMLFormElement): void => {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const zone = form.querySelector<HTMLElement>('[data-jatuh]');
  const button = form.querySelector<HTMLButtonElement>('[data-kirim]');
  const wrong = form.querySelector<HTMLElement>('[data-berkas-salah]');
  if (!input || !zone || !button) return;
  for (const part of form.querySelectorAll('[data-letak], [data-pilih]')) {
    part.removeAttribute('hidden');
  }
  input.classList.add('baca-layar');
  button.hidden = true;
  const check = async (): Promise<void> => {
    const file = input.files?.[0];
    if (!file) return;
    const message = await refusal(file);
    tell(wrong, message);
    if (message) return;
    button.hidden = false;
    button.disabled = true;
    button.textContent = text('checking');
    form.submit();
  };
  input.addEventListener('change', () => void check());
  const mark = (over: boolean) => zone.classList.toggle('di-atas', over);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    void check();
  });
};

/** The path of a verification link of this site; nothing for any other text. */
const ownPath = (scanned: string): string | undefined => {
  const path = URL.canParse(scanned) ? new URL(scanned).pathname : scanned;
  return /^\/verifikasi\/[0-9A-Z-]+$/i.test(path) ? path : undefined;
};

const setUpCamera = (section: HTMLElement): void => {
  const video = section.querySelector<HTMLVideoElement>('[data-video]');
  const wrong = section.querySelector<HTMLElement>('[data-kamera-salah]');
  const button = section.querySelector<HTMLButtonElement>('[data-buka]');
  if (!video || !button || !canScan()) return;
  section.hidden = false;
  button.addEventListener('click', async () => {
    tell(wrong, '');
    button.disabled = true;
    const scanned = await scanQr(video).catch(() => undefined);
    button.disabled = false;
    const path = scanned === undefined ? undefined : ownPath(scanned);
    if (path) location.assign(path);
    else tell(wrong, text(scanned === undefined ? 'cameraRefused' : 'cameraForeign'));
  });
};

const form = get<HTMLFormElement>('[data-berkas]');
const camera = get('[data-kamera]');
if (form) setUpFile(form);
if (camera) setUpCamera(camera);
get('[data-putusan]')?.focus({ preventScroll: true });
