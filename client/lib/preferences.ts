// Choices that stay on this device; a browser that keeps nothing behaves as if none was made.

export const MODES = ['video', 'audio', 'text'] as const;
/** How an official follows the broadcast. */
export type Mode = (typeof MODES)[number];

const MODE_KEY = 'ikrar-sambungan';

const isMode = (value: string | null): value is Mode =>
  value === 'video' || value === 'audio' || value === 'text';

/** The chosen connection; video unless another one was chosen. */
export function readMode(): Mode {
  try {
    const value = localStorage.getItem(MODE_KEY);
    return isMode(value) ? value : 'video';
  } catch {
    return 'video';
  }
}

/** Keeps the choice where the browser lets us. */
export function keepMode(value: string): void {
  try {
    if (!isMode(value)) return;
    // The server then leaves out of the next pages what text alone does not need.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `ikrar_cara=${value}; path=/; max-age=31536000; samesite=lax`;
    localStorage.setItem(MODE_KEY, value);
  } catch {
    // Private windows may refuse; the choice then lasts for this page.
  }
}
