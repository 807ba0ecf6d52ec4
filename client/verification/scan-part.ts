// The camera, and pictures of a QR code: both lead to the address that the code holds.

import { text } from '../lib/page-data.ts';
import { createQrReader } from '../lib/read-qr.ts';
import { canScan, scanQr } from '../lib/scan-qr.ts';
import { tell } from './tell.ts';

/** Path and fragment of a verification link, whatever its host; nothing for any other text. */
export function ownAddress(scanned: string): string | undefined {
  const url = URL.canParse(scanned) ? new URL(scanned) : undefined;
  if (!url) return undefined;
  return /^\/verifikasi\/[0-9A-Z-]{1,60}$/i.test(url.pathname)
    ? `${url.pathname}${url.hash}`
    : undefined;
}

/** Opens what was scanned. Without a network only the fragment can be checked, so only it is opened. */
export function openScanned(address: string): void {
  const [, fragment = ''] = address.split('#');
  if (navigator.onLine || !fragment) location.assign(address);
  else location.hash = fragment;
}

/** Brings the camera's section to life. */
export function setUpCamera(section: HTMLElement): void {
  const video = section.querySelector<HTMLVideoElement>('[data-video]');
  const wrong = section.querySelector<HTMLElement>('[data-kamera-salah]');
  const button = section.querySelector<HTMLButtonElement>('[data-buka]');
  if (!video || !button || !canScan()) return;
  section.hidden = false;
  let stop: AbortController | undefined;
  button.addEventListener('click', async () => {
    if (stop) return stop.abort();
    stop = new AbortController();
    tell(wrong, '');
    button.textContent = text('stop');
    video.setAttribute('aria-label', text('scanning'));
    try {
      const scanned = await scanQr(video, stop.signal);
      const address = scanned === undefined ? undefined : ownAddress(scanned);
      if (address) openScanned(address);
      else if (scanned !== undefined) tell(wrong, text('cameraForeign'));
    } catch (error) {
      const isMissing = error instanceof DOMException && error.name === 'NotFoundError';
      tell(wrong, text(isMissing ? 'cameraMissing' : 'cameraRefused'));
    } finally {
      stop = undefined;
      button.textContent = text('open');
    }
  });
}

/** Reads the code in a picture; answers with why it can't be used, empty when it was opened. */
export async function openPicture(file: File): Promise<string> {
  try {
    const [read, picture] = await Promise.all([createQrReader(), createImageBitmap(file)]);
    const scanned = await read(picture);
    if (scanned === undefined) return text('photoEmpty');
    const address = ownAddress(scanned);
    if (!address) return text('cameraForeign');
    openScanned(address);
    return '';
  } catch {
    // What the browser can't decode shows nothing that could be read.
    return text('photoEmpty');
  }
}
