// Parts of a page that the server renders, fetched again when something changed: contacts and
// names stay out of the socket's frames, and the page without a script is the same page.

const THROTTLE_MS = 2_000;
const SOON_MS = 100;

export interface LiveParts {
  /** Fetches anew; `soon` for a colleague's mark, otherwise at most every two seconds. */
  refresh(options?: { soon: boolean }): void;
  /** Takes what another request was answered with. */
  take(html: string): void;
}

/** The page's document as the server renders it now; undefined when it does not answer. */
const fetchPage = async (): Promise<string | undefined> => {
  const response = await fetch(location.href).catch(() => undefined);
  return response?.ok ? response.text() : undefined;
};

/** `patch` gets the freshly rendered document. */
export function createLiveParts(patch: (fresh: Document) => void): LiveParts {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let last = 0;
  const take = (html: string): void => patch(new DOMParser().parseFromString(html, 'text/html'));
  const run = async (): Promise<void> => {
    timer = undefined;
    last = performance.now();
    const html = await fetchPage();
    if (html !== undefined) take(html);
  };
  return {
    take,
    refresh({ soon } = { soon: false }) {
      const now = performance.now();
      const at = soon ? now + SOON_MS : Math.max(now + SOON_MS, last + THROTTLE_MS);
      if (timer !== undefined && due <= at) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(() => void run(), at - now);
    },
  };
}

/** Puts a part's fresh content into its place, unless it is the same. */
export function replacePart(selector: string, fresh: ParentNode, root: ParentNode = document) {
  const [here, there] = [root.querySelector(selector), fresh.querySelector(selector)];
  if (!here || !there || here.innerHTML === there.innerHTML) return;
  here.replaceChildren(...there.childNodes);
}
