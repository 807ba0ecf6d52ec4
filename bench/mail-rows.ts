// Rows 21 to 23: invitations by mail against nodemailer alone, the letters of all regions, and a
// contact file. The mail server runs here, on loopback, and takes everything at once.
import { startMailServer } from '../test/delivery/mail-server.ts';
import { interleave, median, type Run, summarise } from './figures.ts';
import type { Bench } from './groups.ts';
import type { ImportTimes, LettersMade, SampleLetter, StraightOrder } from './messages.ts';
import { forkOrdered } from './ordered-child.ts';
import { type ServerUnderTest, startServer } from './server-process.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

/** The mail server waits a tenth of a second before it greets, as real ones do to spot robots. */
const GREETED = 50;
/** The 1,360 invitations of a campaign within a minute. */
const PER_SECOND = { least: 23, unit: '/s' };
const ZIP = { most: 60, unit: ' s' };
/** As for the board: nobody's page waits longer. */
const LOOP = { most: 50, unit: ' ms' };
const DRY_RUN = { most: 10, unit: ' s' };
const BACKGROUND = { most: 60, unit: ' s' };

/** On a server of its own, which knows that mail server. */
export async function mailRows({ scale }: Bench): Promise<Row[]> {
  const mailServer = await startMailServer();
  const environment = { SMTP_URL: mailServer.url, MAIL_PER_MINUTE: '60000' };
  const server = await startServer({ environment });
  try {
    return [
      ...(await sendingRows(server, mailServer.url, scale.longRounds)),
      ...(await letterRows(server, scale.longRounds)),
      ...(await importRows(server, scale.contacts, scale.longRounds)),
    ];
  } finally {
    await server.stop();
    await mailServer.stop();
  }
}

async function sendingRows(server: ServerUnderTest, url: string, rounds: number): Promise<Row[]> {
  const letter = await server.ask<SampleLetter>({ kind: 'mail', what: 'addresses' });
  const file = new URL('./straight-mail-child.ts', import.meta.url);
  const straight = await forkOrdered<StraightOrder>(file, {});
  const baseline = (isKept: boolean, count: number) => () =>
    straight.ask<Run>({ kind: 'send', url, letter: { ...letter, count }, isKept });
  const runs = await interleave(rounds, {
    product: () => server.ask<Run>({ kind: 'mail', what: 'invite' }),
    kept: baseline(true, letter.count),
    each: baseline(false, GREETED),
  });
  await straight.stop();
  const product = summarise('product', runs.product);
  const told = ({ rate, cpu }: Pick<Run, 'rate' | 'cpu'>) =>
    `${short(rate)}/s, ${short(cpu / 1000)} ms CPU`;
  const row = (what: string, name: 'kept' | 'each') => {
    const other = summarise(name, runs[name]);
    return judge(
      {
        ...{ row: '21', what, product: told(product), baseline: told(other) },
        ratio: `${short(product.rate / other.rate)} x`,
        spread: `${spreadOf(runs.product.map(({ rate }) => rate))}/s`,
      },
      product.rate,
      PER_SECOND,
    );
  };
  const count = letter.count.toLocaleString('en');
  return [
    row(`${count} invitations, against nodemailer alone`, 'kept'),
    row('   the same, against a connection for each', 'each'),
  ];
}

async function letterRows(server: ServerUnderTest, rounds: number): Promise<Row[]> {
  const made: LettersMade[] = [];
  for (let round = 0; round < rounds; round++) {
    made.push(await server.ask<LettersMade>({ kind: 'mail', what: 'letters' }));
  }
  const of = (key: keyof LettersMade) => made.map((one) => one[key]);
  const megabytes = short(median(of('bytes')) / 1e6);
  const empty = { row: '22', baseline: '', ratio: '' };
  const time = cellsOf(`letters of all regions in one ZIP (${megabytes} MB)`, of('seconds'), 's');
  const what = `   p99 of the event loop meanwhile (longest ${short(median(of('longest')))} ms)`;
  return [
    judge({ ...empty, ...time }, median(of('seconds')), ZIP),
    judge({ ...empty, ...cellsOf(what, of('p99'), 'ms') }, median(of('p99')), LOOP),
  ];
}

async function importRows(server: ServerUnderTest, rows: number, rounds: number): Promise<Row[]> {
  const made: ImportTimes[] = [];
  for (let round = 0; round < rounds; round++) {
    made.push(await server.ask<ImportTimes>({ kind: 'mail', what: 'import', rows }));
  }
  const [dry, background] = [made.map((one) => one.dryRun), made.map((one) => one.background)];
  const count = rows.toLocaleString('en');
  const empty = { row: '23', baseline: '', ratio: '' };
  return [
    judge({ ...empty, ...cellsOf(`dry run of ${count} contacts`, dry, 's') }, median(dry), DRY_RUN),
    judge(
      { ...empty, ...cellsOf('   taken over in the background', background, 's') },
      median(background),
      BACKGROUND,
    ),
  ];
}

const cellsOf = (what: string, values: number[], unit: string) => ({
  what,
  product: `${short(median(values))} ${unit}`,
  spread: spreadOf(values),
});
