// One key for each primary action: whatever has `data-pintas` and is on the screen. The list opens
// on `?` and from its button. They can be switched off (WCAG 2.1.4), never act while somebody
// types, and a key that is held down acts once.
import { make } from '../lib/dom.ts';

const KEPT = 'ikrar-pintasan';

const readIsOn = (): boolean => {
  try {
    return localStorage.getItem(KEPT) !== 'mati';
  } catch {
    return true;
  }
};

const keepIsOn = (on: boolean): void => {
  try {
    localStorage.setItem(KEPT, on ? 'nyala' : 'mati');
  } catch {
    // Private windows may refuse; the choice then lasts for this page.
  }
};

/** Somebody types: their letters are theirs. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

const visible = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-pintas]')].filter((one) =>
    one.checkVisibility(),
  );

/** The words of a button without its own key. */
const nameOf = (element: HTMLElement): string => {
  if (element.dataset.pintasNama) return element.dataset.pintasNama;
  const copy = element.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  for (const part of copy.querySelectorAll('kbd, small, .hanya-ponsel')) part.remove();
  return copy.textContent?.trim() ?? '';
};

const fillList = (list: Element | null): void => {
  const rows = visible().map((element) => {
    const row = make('div');
    const key = make('dt');
    key.append(make('kbd', (element.dataset.pintas ?? '').toUpperCase(), 'k-pintas'));
    row.append(key, make('dd', nameOf(element)));
    return row;
  });
  list?.replaceChildren(...rows);
};

const use = (element: HTMLElement): void => {
  if (element.matches('input')) element.focus();
  else element.click();
};

/** Listens on the page; `[data-pintasan]` is the dialog, `[data-pintasan-buka]` its button. */
export function createShortcuts(): void {
  const dialog = document.querySelector<HTMLDialogElement>('[data-pintasan]');
  const box = dialog?.querySelector<HTMLInputElement>('[data-pintasan-pakai]');
  let isOn = readIsOn();
  const mark = () => document.body.classList.toggle('tanpa-pintasan', !isOn);
  const open = () => {
    if (!dialog || dialog.open) return;
    fillList(dialog.querySelector('[data-pintasan-daftar]'));
    if (box) box.checked = isOn;
    dialog.showModal();
  };
  mark();
  box?.addEventListener('change', () => {
    isOn = box.checked;
    keepIsOn(isOn);
    mark();
  });
  document.querySelector('[data-pintasan-buka]')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
    if (!isOn || !isPlain || dialog?.open || isTyping(event.target)) return;
    if (event.key === '?') {
      event.preventDefault();
      open();
      return;
    }
    const key = event.key.toLowerCase();
    const found = visible().find((element) => element.dataset.pintas === key);
    if (!found) return;
    // A field that takes the focus must not get the letter, too.
    event.preventDefault();
    use(found);
  });
}
