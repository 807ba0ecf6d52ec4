// The trial run's progress: the same page, fetched again, its part put in place of the one shown.

const EVERY_MS = 2_000;

/** Follows a run that is under way; ends with it. */
export function followCheck(root: ParentNode): void {
  const part = root.querySelector<HTMLElement>('[data-berjalan]');
  const path = part?.dataset.hasil;
  if (!part || !path) return;
  window.setTimeout(async () => {
    const fresh = await fetchPart(path);
    if (fresh) part.replaceWith(document.importNode(fresh, true));
    followCheck(document);
  }, EVERY_MS);
}

/** Undefined when the server can't be reached or has something else to say. */
async function fetchPart(path: string): Promise<Element | undefined> {
  try {
    const response = await fetch(path, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return undefined;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    return page.querySelector('[data-hasil]') ?? undefined;
  } catch {
    return undefined;
  }
}
