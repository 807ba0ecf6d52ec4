// One's own minutes: they go on while the page is connected, by the same rules as on the server.
import '../styles/serif.css';
import '../styles/minutes.css';
import { pageData } from '../lib/page-data.ts';
import { drawFigure } from '../minutes/figure-part.ts';
import { createOwnClock, type OwnMinutes } from '../minutes/own-clock.ts';
import { redraw } from '../minutes/redraw.ts';
import { show } from '../realtime/dom.ts';
import { createNotice, keepClock } from '../realtime/notice.ts';
import { connectOfficial } from '../realtime/official-link.ts';

const TICK_MS = 1_000;
const REFETCH_MS = 60_000;

interface PageMinutes extends OwnMinutes {
  registration: string;
}

function startMinutes(root: HTMLElement, data: PageMinutes): void {
  const own = createOwnClock(data, () => Date.now());
  const notice = createNotice(root);
  const draw = () => drawFigure(root, own);
  let isFirst = true;

  const refetch = async (): Promise<void> => {
    // Without an answer the next round asks again; the figure goes on by itself.
    const answer = await redraw().catch(() => undefined);
    if (answer) own.take(answer);
    draw();
  };
  /** A thousand pages learn of a change at once and don't ask at once. */
  const refetchSoon = (withinMs: number) => setTimeout(refetch, 500 + Math.random() * withinMs);

  connectOfficial(data.registration, {
    onFrame({ status }) {
      if (!status) return;
      const before = own.status().session;
      own.follow(status);
      show(document, 'langsung', status.session === 'live');
      if (status.session !== before) refetchSoon(6_000);
      draw();
    },
    onState(state, words) {
      notice.link(state, words);
      if (state === 'good') {
        own.connected();
        if (!isFirst) refetchSoon(3_000);
        isFirst = false;
      } else if (state !== 'connecting') own.lost();
      draw();
    },
    onTicks: () => undefined,
    onSigned: () => undefined,
    onRefused: (message) => notice.say(message),
  });
  setInterval(draw, TICK_MS);
  setInterval(refetch, REFETCH_MS);
  keepClock(document);
}

const root = document.getElementById('kehadiran');
// The server wrote this block from the same type (own-page.ts).
if (root) startMinutes(root, pageData({ parse: (value) => value as PageMinutes }));
