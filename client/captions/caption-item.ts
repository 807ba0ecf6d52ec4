// A line of the transcript with the form that corrects it.
import type { CaptionLine } from '../../server/protocol/talk.ts';
import { make } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';

/** `save` is called with the words of the correction. */
export function captionItem(
  line: CaptionLine,
  save: (line: CaptionLine, words: string) => Promise<void>,
): HTMLLIElement {
  const item = make('li');
  item.dataset.baris = String(line.number);
  item.dataset.versi = String(line.version);
  const words = make('p');
  const spoken = make('span', line.text);
  spoken.dataset.teks = '';
  words.append(spoken);
  if (line.version > 1) words.append(' ', make('small', text('captions.corrected'), 'redup'));
  item.append(make('span', String(line.number), 'redup kecil'), words, correction(line, save));
  return item;
}

const correction = (
  line: CaptionLine,
  save: (line: CaptionLine, words: string) => Promise<void>,
): HTMLDetailsElement => {
  const details = make('details', '', 's-urus');
  const summary = make('summary', text('captions.correct'), 'tombol ringkas');
  summary.append(make('span', `: ${line.text}`, 'baca-layar'));
  const form = make('form');
  const label = make('label', '', 'isian');
  const field = make('input', '', 'kotak');
  field.value = line.text;
  field.maxLength = 200;
  field.required = true;
  field.autocomplete = 'off';
  label.append(make('span', text('captions.correction', { number: line.number })), field);
  form.append(label, make('button', text('captions.save'), 'tombol ringkas'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save(line, field.value);
  });
  details.append(summary, form);
  return details;
};
