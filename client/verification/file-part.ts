// Dropping a PDF or a picture of a QR code instead of choosing it; a refusal is heard at once.
import { PDF_MAX } from '../../server/protocol/limits.ts';
import { text } from '../lib/page-data.ts';
import { openPicture } from './scan-part.ts';
import { tell } from './tell.ts';

/** Why the server would refuse the file; empty when it would not. */
async function refusal(file: File): Promise<string> {
  if (file.size > PDF_MAX) return text('tooLarge', { limit: PDF_MAX / 1_000_000 });
  const head = await file.slice(0, 1024).text();
  return head.includes('%PDF-') ? '' : text('notPdf');
}

/** Brings the file's form to life. */
export function setUpFile(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const zone = form.querySelector<HTMLElement>('[data-jatuh]');
  const button = form.querySelector<HTMLButtonElement>('[data-kirim]');
  const wrong = form.querySelector<HTMLElement>('[data-berkas-salah]');
  if (!input || !zone || !button) return;
  for (const part of form.querySelectorAll('[data-letak], [data-pilih]')) {
    part.removeAttribute('hidden');
  }
  input.classList.add('baca-layar');
  input.accept += ',image/*';
  button.hidden = true;
  const check = async (): Promise<void> => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.type.startsWith('image/')) return tell(wrong, await openPicture(file));
    const message = await refusal(file);
    tell(wrong, message);
    if (message) return;
    button.hidden = false;
    button.disabled = true;
    button.textContent = text('checking');
    form.submit();
  };
  input.addEventListener('change', () => void check());
  setUpDrop(zone, (files) => {
    input.files = files;
    void check();
  });
}

function setUpDrop(zone: HTMLElement, take: (files: FileList) => void): void {
  const mark = (over: boolean) => zone.classList.toggle('di-atas', over);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer?.files.length) take(event.dataTransfer.files);
  });
}
