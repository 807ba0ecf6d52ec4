// PINs at the shared screen: sent without leaving the page, so that the broadcast goes on.
import { text } from '../lib/page-data.ts';

interface Answer {
  ok: boolean;
  to?: string;
  message?: string;
}

const showRefusal = (form: HTMLFormElement, message: string): void => {
  const note = form.querySelector<HTMLElement>('[data-salah]');
  const words = note?.querySelector('span');
  if (words) words.textContent = message;
  note?.toggleAttribute('hidden', false);
  const input = form.querySelector<HTMLInputElement>('input[name="pin"]');
  input?.setAttribute('aria-invalid', 'true');
  if (input) input.value = '';
  input?.focus();
};

const send = async (action: string, form: HTMLFormElement): Promise<Answer> => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, String(value));
  fields.set('as', 'json');
  const answer = await fetch(action, { method: 'POST', body: fields });
  return answer.json();
};

/** Listens to every form for a PIN in `root`; `onDone` after somebody came in or left. */
export function listenToPins(root: HTMLElement, onDone: () => void): void {
  let isSending = false;
  root.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-pin]')) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const button = event.submitter;
    const action = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
    try {
      const { ok, to, message } = await send(action, form);
      if (!ok) showRefusal(form, message ?? text('noAnswer'));
      else if (to && to !== location.pathname) location.assign(to);
      else {
        form.closest('details')?.removeAttribute('open');
        onDone();
      }
    } catch {
      showRefusal(form, text('noAnswer'));
    } finally {
      isSending = false;
    }
  });
  // Opened to type: the PIN's field is what is wanted; one row is open at a time.
  root.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open) return;
      for (const other of root.querySelectorAll<HTMLDetailsElement>('#rekan details[open]')) {
        if (other !== target) other.open = false;
      }
      target.querySelector<HTMLInputElement>('input[name="pin"]')?.focus();
    },
    true,
  );
}
