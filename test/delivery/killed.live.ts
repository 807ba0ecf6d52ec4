// A server killed in the middle of sending: every address gets one mail, and the one whose answer
// never came is shown as such and not sent again by itself.
import { expect } from 'chai';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { holdMailAfter, type MailServer, startMailServer } from './mail-server.ts';

const MAILS = 40;
const HELD = 15;

describe('mails of a server that is killed half-way', function () {
  this.timeout(180_000);
  let mailServer: MailServer;
  let server: ServerProcess;

  before(async () => {
    mailServer = await startMailServer();
    const environment = { SMTP_URL: mailServer.url, MAIL_PER_MINUTE: '6000' };
    server = await createServerProcess(environment);
  });
  after(async () => {
    await server.clean();
    await mailServer.stop();
  });

  it('arrive exactly once each', async () => {
    // The server has the mail in full, and dies before it hears so.
    const held = holdMailAfter(mailServer, HELD);
    await server.start();
    const first = await openServerDatabase(server.dataDir);
    const seats = await first
      .db()
      .collection('seats')
      .find({ region: { $ne: null } })
      .limit(MAILS)
      .toArray();
    const at = new Date();
    const contacts = seats.map(({ _id, session, region }, index) => ({
      ...{ _id: `${session}:${_id}`, session, target: String(_id), region, name: '', phone: '' },
      ...{ email: `uji${index}@uji.go.id`, import: 'uji', at },
      // Ids of this collection are strings of ours.
    })) as unknown as { _id: never }[];
    await first.db().collection('contacts').insertMany(contacts);
    await first
      .db()
      .collection('mails')
      .insertMany(
        seats.map(({ _id, session }, index) => ({
          ...{ _id: `uji${String(index).padStart(13, '0')}`, session, target: String(_id) },
          ...{ kind: 'invitation', number: 1, about: '', email: `uji${index}@uji.go.id` },
          ...{ label: 'Uji', state: 'queued', dueAt: at, attempts: 0, epoch: 0, answer: '', at },
          // Ids of this collection are strings of ours.
        })) as unknown as { _id: never }[],
      );
    await until('the mail that is held', held.isHeld, 30_000);
    await first.close();
    await server.kill9();
    held.release();
    await server.start();
    const again = await openServerDatabase(server.dataDir);
    const count = (state: string) => again.db().collection('mails').countDocuments({ state });
    const open = async () => (await count('queued')) + (await count('sending'));
    // The lease of the killed process runs out first.
    await until('the rest', async () => (await open()) === 0, 120_000);
    expect(await count('unknown')).to.equal(1);
    expect(await count('sent')).to.equal(MAILS - 1);
    await again.close();
    const to = mailServer.accepted.map((mail) => mail.to).sort();
    expect(new Set(to).size, 'two mails to one address').to.equal(to.length);
    expect(to).to.have.length(MAILS);
  });
});
