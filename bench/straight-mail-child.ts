// The baseline of invitations: nodemailer alone, which sends the same letter to one address after the
// other, with no database beside it. A process of its own, as the server under test is.
import { createTransport } from 'nodemailer';
import type { Run } from './figures.ts';
import type { StraightOrder } from './messages.ts';
import { answerOrders } from './ordered-child.ts';

async function send({ url, letter, isKept }: StraightOrder) {
  const { count, calendar, ...words } = letter;
  const from = 'Uji <uji@ikrar.test>';
  const transport = isKept
    ? createTransport({ url, pool: true, maxConnections: 1 }, { from })
    : createTransport({ url }, { from });
  const before = process.cpuUsage();
  const started = performance.now();
  for (let index = 0; index < count; index++) {
    const icalEvent = { method: 'PUBLISH', filename: 'acara.ics', content: calendar };
    await transport.sendMail({ to: `uji${index}@uji.go.id`, ...words, icalEvent });
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  transport.close();
  const run: Run = { rate: count / seconds, cpu: (user + system) / count };
  return run;
}

answerOrders<StraightOrder>({ send });
