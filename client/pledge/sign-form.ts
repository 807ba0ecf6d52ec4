// The signing form with a script: draw or type, agree, and hand the mark over once.
import type { Mark } from '../../server/protocol/socket-events.ts';
import { text } from '../lib/page-data.ts';
import { part } from '../realtime/dom.ts';
import { createDrawPad } from './draw-pad.ts';
import { startTabs } from './tabs.ts';

interface Problem {
  /** Id of the element to go to. */
  target: string;
  message: string;
}

const showProblems = (box: HTMLElement, problems: Problem[]): void => {
  const list = document.createElement('ul');
  for (const { target, message } of problems) {
    const link = document.createElement('a');
    link.href = `#${target}`;
    link.textContent = message;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  box.replaceChildren(list);
  box.hidden = problems.length === 0;
  if (problems.length > 0) box.focus();
};

/** Starts the form; `sign` is called with a whole mark and the consent given. */
export function startSignForm(form: HTMLFormElement, sign: (mark: Mark) => void): void {
  const tabs = part(form, 'tab');
  const field = form.querySelector<SVGSVGElement>('[data-bidang]');
  const name = form.querySelector<HTMLInputElement>('[name="text"]');
  const consent = form.querySelector<HTMLInputElement>('[name="consent"]');
  const problems = part(form, 'salah');
  if (!tabs || !field || !name || !consent || !problems) return;
  const pad = createDrawPad(field);
  let panel = '';
  startTabs(tabs, (chosen) => {
    panel = chosen;
  });
  part(form, 'ulangi')?.addEventListener('click', () => pad.clear());

  const readMark = (): Mark | Problem => {
    if (panel === 'lembar-gambar') {
      const strokes = pad.strokes();
      if (strokes.length > 0) return { method: 'drawn', strokes };
      return { target: 'lembar-gambar', message: text('drawMissing') };
    }
    const typed = name.value.trim();
    if (typed) return { method: 'typed', text: typed };
    return { target: 'ketik-nama', message: text('textMissing') };
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const mark = readMark();
    const found: Problem[] = 'message' in mark ? [mark] : [];
    if (!consent.checked) found.push({ target: 'setuju', message: text('consentMissing') });
    consent.toggleAttribute('aria-invalid', false);
    showProblems(problems, found);
    if (found.length === 0 && 'method' in mark) sign(mark);
  });
}
