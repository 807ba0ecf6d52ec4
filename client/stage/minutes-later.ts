// The line of one's own minutes, fetched after the first view: the server has rendered it, and
// nothing has to be counted in its first seconds.
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { OwnMinutes } from '../minutes/own-clock.ts';
import type { LinkState } from '../realtime/official-link.ts';
import type { MinutesLine } from './minutes-part.ts';

const BEGIN_MS = 4_000;

/** What happens until the line is there is told to it then. */
export function minutesLater(root: ParentNode, data: OwnMinutes): MinutesLine {
  const from = Date.now();
  let line: MinutesLine | undefined;
  let status: SessionStatus | undefined;
  let state: LinkState = 'connecting';
  setTimeout(async () => {
    const { startMinutesLine } = await import('./minutes-part.ts');
    line = startMinutesLine(root, { ...data, now: data.now + Date.now() - from });
    if (status) line.follow(status);
    line.link(state);
  }, BEGIN_MS);
  return {
    follow(next) {
      status = next;
      line?.follow(next);
    },
    link(next) {
      state = next;
      line?.link(next);
    },
  };
}
