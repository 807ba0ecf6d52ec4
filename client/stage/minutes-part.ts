// One's own minutes as a line at the side of the stage; the page behind it says more.
import { neededOf } from '../../server/protocol/attendance-words.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { number, text } from '../lib/page-data.ts';
import { createOwnClock, type OwnMinutes } from '../minutes/own-clock.ts';
import { setText } from '../realtime/dom.ts';
import type { LinkState } from '../realtime/official-link.ts';

export interface MinutesLine {
  follow(status: SessionStatus): void;
  link(state: LinkState): void;
}

const TICK_MS = 5_000;

/** Keeps `[data-menit-baris]` true while the connection holds. */
export function startMinutesLine(root: ParentNode, data: OwnMinutes): MinutesLine {
  const own = createOwnClock(data, () => Date.now());
  const draw = (): void => {
    const { attendance } = own.evaluate();
    const { session, liveAt, endedAt } = own.status();
    const { rule, planned } = own.facts();
    const needed = neededOf({ attendance, rule, session, liveAt, endedAt, planned });
    const values = { minutes: number(attendance.minutes), needed: number(needed) };
    setText(root, 'menit-baris', text('minutes', values));
  };
  setInterval(draw, TICK_MS);
  return {
    follow(status) {
      own.follow(status);
      draw();
    },
    link(state) {
      if (state === 'good') own.connected();
      else if (state !== 'connecting') own.lost();
      draw();
    },
  };
}
