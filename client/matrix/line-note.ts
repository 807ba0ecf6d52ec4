// Says how fresh the page is, and that the line is lost: beside the results, never over them.
import { setText } from '../lib/dom.ts';
import { type LineState, waitingWords } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';

export interface LineNote {
  line(state: LineState): void;
  /** Something on the page has just changed. */
  updated(): void;
}

const clock = (): string => {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Date()
    .toLocaleTimeString('en-GB', { ...options, timeZone: 'Asia/Jakarta' })
    .replaceAll(':', '.');
};

/** The note in the page's `[data-kabar]`; what is serious goes to the messages. */
export function createLineNote(messages: Messages): LineNote {
  const note = document.querySelector('[data-kabar]');
  let since = clock();
  setText(note, text('connecting'));
  return {
    updated() {
      since = clock();
      setText(note, text('updated', { time: since }));
    },
    line(state) {
      if (state.kind === 'good') {
        messages.clear();
        setText(note, text('live'));
      }
      if (state.kind === 'lost') messages.show(text('lost', { time: since }));
      if (state.kind === 'waiting') setText(note, waitingWords(state));
      if (state.kind === 'refused') messages.show(`${text('signedOut')} (${state.code})`);
    },
  };
}
