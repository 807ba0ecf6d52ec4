// How one follows: video, sound alone or text alone; remembered on this device, and offered lighter
// when the line is bad, with one sentence and one button.
import { MODES, type Mode } from '../../server/protocol/follow-modes.ts';
import { text } from '../lib/page-data.ts';
import { keepMode, readMode } from '../lib/preferences.ts';
import { part, setText, show } from '../realtime/dom.ts';

export interface Quality {
  mode(): Mode;
  /** The line is bad: offers what is lighter than now, unless the offer was put away. */
  offer(): void;
  /** Nothing is offered while nothing can be received anyway. */
  withdraw(): void;
}

const LIGHTER: Partial<Record<Mode, Mode>> = { video: 'audio', audio: 'text' };
/** Who put an offer away is left in peace for so long. */
const PEACE_MS = 120_000;

/** Wires `[data-cara]` and `[data-tawaran]` of `root`; `onMode` hears of each choice. */
export function createQuality(root: HTMLElement, onMode: (mode: Mode) => void): Quality {
  let mode = readMode();
  let quietUntil = 0;
  const radios = [...root.querySelectorAll<HTMLInputElement>('input[data-cara]')];

  const draw = (): void => {
    for (const radio of radios) radio.checked = radio.dataset.cara === mode;
  };
  const choose = (next: Mode): void => {
    mode = next;
    keepMode(next);
    // A page that came light gets its second font; one that is being read is not set anew.
    if (next !== 'text') document.documentElement.removeAttribute('data-ringan');
    show(root, 'tawaran', false);
    draw();
    onMode(next);
  };
  for (const radio of radios) {
    radio.addEventListener('change', () => {
      const chosen = MODES.find((one) => one === radio.dataset.cara);
      if (chosen && radio.checked) choose(chosen);
    });
  }
  part(root, 'terima')?.addEventListener('click', () => {
    const next = LIGHTER[mode];
    if (next) choose(next);
    radios.find((radio) => radio.checked)?.focus();
  });
  part(root, 'tolak')?.addEventListener('click', () => {
    quietUntil = Date.now() + PEACE_MS;
    show(root, 'tawaran', false);
    radios.find((radio) => radio.checked)?.focus();
  });
  keepMode(mode);
  draw();
  return {
    mode: () => mode,
    offer() {
      const next = LIGHTER[mode];
      if (!next || Date.now() < quietUntil) return;
      setText(root, 'tawaran-kata', text(`offer.${mode}`));
      setText(root, 'terima', text(`offer.to.${next}`));
      show(root, 'tawaran', true);
    },
    withdraw: () => show(root, 'tawaran', false),
  };
}
