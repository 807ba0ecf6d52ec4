// The rate that staff read on the page is kept: a mail server that takes everything at once gets no
// more than MAIL_PER_MINUTE, over one connection.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const PAGE = '/kendali/undangan';
const MAILS = 16;
const PER_MINUTE = 900;

describe('the pace of mails', function () {
  this.timeout(60_000);
  let app: TestApp;
  let mailServer: MailServer;

  before(async () => {
    mailServer = await startMailServer();
    const environment = { SMTP_URL: mailServer.url, MAIL_PER_MINUTE: String(PER_MINUTE) };
    app = await startApp({ environment });
  });
  after(async () => {
    await app.stop();
    await mailServer.stop();
  });

  it('is never above the rate', async () => {
    const { _id: session, slug } = app.session();
    const seats = await app.database.connection.collection('seats').find({ session }).toArray();
    await app.database.connection.collection('contacts').insertMany(
      seats.slice(0, MAILS).map(({ _id }, index) => ({
        _id: `${session}:${_id}` as never, // the driver's types know ObjectId keys only
        ...{ session, target: String(_id), region: null, name: '', phone: '' },
        ...{ email: `uji${index}@uji.go.id`, import: 'uji', at: new Date() },
      })),
    );
    const staff = await signInStaff(app, 'petugas');
    const fields = { pilih: 'invitation', _csrf: formTokenIn((await staff.open(PAGE)).text) };
    const from = performance.now();
    await staff.post(`${PAGE}/${slug}/kirim`, fields);
    await until('all mails', () => mailServer.accepted.length === MAILS);
    // From the first to the last there are so many gaps of 67 ms; a timer may be early by one.
    expect(performance.now() - from).to.be.at.least((MAILS - 1) * (60_000 / PER_MINUTE - 1));
    expect(mailServer.connections, 'connections').to.equal(1);
  });
});
