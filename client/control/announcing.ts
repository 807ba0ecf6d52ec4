// The control room's line for an announcement: write, send, withdraw.
import type { TalkDesk } from '../../server/protocol/talk.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask } from '../lib/live.ts';
import { text } from '../lib/page-data.ts';
import { type DeskParts, settle } from './desk-parts.ts';

const clockOf = (iso: string): string =>
  new Date(iso)
    .toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' })
    .replace(':', '.');

/** Wires `[data-umum]` and what stands above it. */
export function createAnnouncing(parts: DeskParts): { draw(desk: TalkDesk): void } {
  const { socket } = parts;
  const form = document.querySelector<HTMLFormElement>('form[data-umum]');
  let desk: TalkDesk | undefined;
  const fieldValue = (name: string): string => String(form && new FormData(form).get(name));
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = {
      text: fieldValue('text'),
      urgency: fieldValue('urgency'),
      minutes: Number(fieldValue('minutes')),
      seen: desk?.announced ?? 0,
    };
    const answer = await ask(socket, 'talk:announce', input).catch(() => undefined);
    if (await settle(answer, parts)) form.reset();
  });
  document.querySelector('[data-umum-tarik]')?.addEventListener('click', async () => {
    const number = desk?.announcement?.number ?? 0;
    await settle(await ask(socket, 'talk:withdraw', { number }).catch(() => undefined), parts);
  });
  return {
    draw(next) {
      desk = next;
      const { announcement } = next;
      setHidden(document.querySelector('[data-umum-kini]'), announcement === null);
      setText(document.querySelector('[data-umum-isi]'), announcement?.text ?? '');
      const until = announcement?.until;
      const length = until ? text('desk.until', { time: clockOf(until) }) : text('desk.open');
      setText(document.querySelector('[data-umum-sampai]'), announcement ? length : '');
    },
  };
}
