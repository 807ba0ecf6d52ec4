// Saves a draft while somebody writes, shows what is wrong, and draws the preview anew.
import { make, setText } from '../lib/dom.ts';
import { csrfToken, text } from '../lib/page-data.ts';
import { showPreview } from './preview-frame.ts';

/** What the server answers to a saving (save-routes.ts). */
interface Saved {
  revision: number;
  saved: string;
  blocks: { block: string; text: string }[];
  problems: string[];
  cannot: string;
  preview: string;
}

/** After the last key; and before a failed saving is tried again. */
const PAUSE_MS = 900;
const AGAIN_MS = 5_000;

/** Finds the editor on the page; does nothing where there is none. */
export function editDraft(root: ParentNode): void {
  const page = root.querySelector<HTMLElement>('[data-sunting]');
  const form = page?.querySelector<HTMLFormElement>('.w-form');
  if (page && form) follow(page, form);
}

function follow(page: HTMLElement, form: HTMLFormElement): void {
  const state = page.querySelector('[data-simpan]');
  const say = (words: string) => setText(state, words);
  let timer = 0;
  let saving = false;
  let ended = false;
  let sent = contentOf(form);
  const isDirty = () => contentOf(form) !== sent;

  const wait = (milliseconds: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, milliseconds);
  };
  const save = async () => {
    if (saving || ended || !isDirty()) return;
    saving = true;
    const content = contentOf(form);
    say(text('saving'));
    try {
      const saved = await send(`${page.dataset.sunting}/simpan-otomatis`, form);
      if (ended) return;
      if (typeof saved === 'string') {
        ended = true;
        say(saved);
      } else {
        sent = content;
        show(page, form, saved);
        say(saved.saved);
      }
    } catch {
      say(text('failed'));
      wait(AGAIN_MS);
    } finally {
      saving = false;
    }
    if (!ended && isDirty() && sent === content) wait(PAUSE_MS);
  };
  form.addEventListener('input', () => {
    if (!ended) say(text('unsaved'));
    wait(PAUSE_MS);
  });
  form.addEventListener('submit', (event) => {
    const isPublishing = event.submitter?.hasAttribute('data-terbit');
    if (isPublishing && !window.confirm(text('surePublish'))) event.preventDefault();
    // An automatic saving on its way would make the form's own revision an old one.
    else if (saving) {
      event.preventDefault();
      const { submitter } = event;
      const again = () => (saving ? window.setTimeout(again, 50) : press(form, submitter));
      again();
    } else {
      ended = true;
      window.clearTimeout(timer);
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (!ended && isDirty()) event.preventDefault();
  });
}

/** Sends the form by the button that was pressed, without asking a second time. */
function press(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const copy = submitter instanceof HTMLButtonElement ? submitter.formAction : form.action;
  form.action = copy;
  form.submit();
}

/** Everything that is saved; the revision is not part of it. */
const contentOf = (form: HTMLFormElement): string =>
  JSON.stringify(fieldsOf(form).filter(([name]) => name === 'nama' || name.startsWith('blok-')));

const fieldsOf = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );

/** The server's answer, or its reason for refusing; rejects when it can't be reached. */
async function send(path: string, form: HTMLFormElement): Promise<Saved | string> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'x-csrf-token': csrfToken() },
    body: new URLSearchParams(fieldsOf(form)),
  });
  if (response.status === 409) return text('conflict');
  if (response.status === 413) {
    const { refused }: { refused?: string } = await response.json().catch(() => ({}));
    return refused ?? text('failed');
  }
  if (!response.ok || response.redirected) throw new Error(`Not saved: ${response.status}`);
  // Our own server's answer, of the type above.
  return (await response.json()) as Saved;
}

function show(page: HTMLElement, form: HTMLFormElement, saved: Saved): void {
  const revision = form.querySelector<HTMLInputElement>('[name=revisi]');
  if (revision) revision.value = String(saved.revision);
  for (const list of form.querySelectorAll<HTMLElement>('[data-soal-blok]')) {
    const own = saved.blocks.filter(({ block }) => block === list.dataset.soalBlok);
    replace(
      list,
      own.map((one) => make('li', one.text)),
    );
  }
  const about = page.querySelector('[data-soal]');
  const others = saved.problems.map((one) => make('li', one));
  const list = make('ul', '', 'w-soal');
  list.append(...others);
  if (about) replace(about, others.length > 0 ? [list] : []);
  showPreview(page, saved);
}

/** Only what is different is put in place: screen readers hear changes. */
function replace(element: Element, children: HTMLElement[]): void {
  const before = element.textContent;
  if (before === children.map((child) => child.textContent).join('')) return;
  element.replaceChildren(...children);
}
