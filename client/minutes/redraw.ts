// What only the server can say (ledger, answers, certificate) is fetched as the same page and put
// in place of what stands there, but never over what somebody is writing or pointing at.
import type { OwnMinutes } from './own-clock.ts';

const PATH = '/kehadiran';

const isBusy = (element: Element): boolean =>
  element.contains(document.activeElement) ||
  [...element.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue);

const exchange = (fresh: Document, name: string): void => {
  const old = document.querySelector(`[data-${name}]`);
  const next = fresh.querySelector(`[data-${name}]`);
  if (!old || !next || isBusy(old) || old.innerHTML === next.innerHTML) return;
  old.replaceWith(document.importNode(next, true));
};

/** Fetches the page and exchanges its parts; undefined when the server did not give it. */
export async function redraw(): Promise<OwnMinutes | undefined> {
  const response = await fetch(PATH, { headers: { accept: 'text/html' } });
  if (!response.ok || response.redirected) return undefined;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const block = fresh.getElementById('data-halaman')?.textContent;
  if (!block) return undefined;
  for (const name of ['hidup', 'ajukan', 'riwayat']) exchange(fresh, name);
  // The server wrote this block from the same type (own-page.ts).
  const parsed = JSON.parse(block) as { data: OwnMinutes };
  return parsed.data;
}
