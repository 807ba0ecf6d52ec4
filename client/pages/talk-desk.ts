// The moderators' page: the server's own forms, fetched again when something of the talk changed.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/talk-desk.css';
import { copyButtons } from '../lib/copy-buttons.ts';
import { connectLive, waitingWords } from '../lib/live.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, text } from '../lib/page-data.ts';
import { createLiveParts, replacePart } from '../matrix/live-parts.ts';

const data = dataWith<{ session: string }>('session');
const messages = createMessages();
const parts = createLiveParts((fresh) => {
  for (const part of ['[data-antrean]', '[data-umum]', '[data-jumlah]']) {
    // Where somebody writes or is about to press, nothing is pulled away.
    if (!document.querySelector(part)?.contains(document.activeElement)) replacePart(part, fresh);
  }
  const seen = '[data-umum-terakhir]';
  const [here, there] = [document, fresh].map((root) => root.querySelector<HTMLInputElement>(seen));
  if (here && there) here.value = there.value;
});
const socket = connectLive({ page: 'control', session: data.session }, (line) => {
  if (line.kind === 'waiting') messages.show(waitingWords(line));
  if (line.kind === 'refused') messages.show(`${text('desk.signedOut')} (${line.code})`);
  if (line.kind === 'lost') messages.show(text('desk.lost'));
  if (line.kind === 'good') messages.clear();
});
let isFirst = true;
socket.on('frame', ({ talk }) => {
  if (talk?.desk && !isFirst) parts.refresh({ soon: true });
  if (talk?.desk) isFirst = false;
});
copyButtons(document);
