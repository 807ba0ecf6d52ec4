// Choices that stay on this device; a browser that keeps nothing behaves as if none was made.
import {
  MODE_COOKIE,
  MODE_SECONDS,
  type Mode,
  modeOf,
} from '../../server/protocol/follow-modes.ts';

const MODE_KEY = 'ikrar-sambungan';

const storedMode = (): Mode | undefined => {
  try {
    return modeOf(localStorage.getItem(MODE_KEY));
  } catch {
    return undefined;
  }
};

const cookieMode = (): Mode | undefined =>
  modeOf(
    document.cookie
      .split('; ')
      .find((one) => one.startsWith(`${MODE_COOKIE}=`))
      ?.slice(MODE_COOKIE.length + 1),
  );

/** The chosen way: the cookie, which a form without script may have set last; else video. */
export const readMode = (): Mode => cookieMode() ?? storedMode() ?? 'video';

/** Keeps the choice where the browser lets us. */
export function keepMode(value: string): void {
  const mode = modeOf(value);
  if (!mode) return;
  // The server then leaves out of the next pages what text alone does not need.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${MODE_COOKIE}=${mode}; path=/; max-age=${MODE_SECONDS}; samesite=lax`;
  try {
    localStorage.setItem(MODE_KEY, mode);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the cookie.
  }
}
