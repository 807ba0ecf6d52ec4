// What changes between queuing and sending: addresses, withdrawn codes, opting out, the end; a mail
// says what is true when it leaves, or is skipped and says why.
import { request } from 'node:http';
import { expect } from 'chai';
import type { Mail } from '../../server/delivery/mail-model.ts';
import { signInStaff } from '../control/staff-world.ts';
import { act, BY, KENDAL } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { decoded, type MailServer, startMailServer } from './mail-server.ts';

const PAGE = '/kendali/undangan';

describe('mails of which something changed while they waited', function () {
  this.timeout(60_000);
  let app: TestApp;
  let staff: TestBrowser;
  let mailServer: MailServer;
  let seats: string[];
  /** Of the mail whose contact got another address while it waited. */
  let formerly = '';
  const session = () => app.session();
  const delivery = () => app.ikrar.invitations.delivery.delivery;
  const mails = () => delivery().mails(session()._id);
  const collection = (name: string) => app.database.connection.collection(name);
  const send = async (path: string, pilih: string) => {
    const { text } = await staff.open(PAGE);
    return staff.post(`${PAGE}/${session().slug}/${path}`, { pilih, _csrf: formTokenIn(text) });
  };
  const settled = () =>
    until('all mails', async () =>
      (await mails()).every(({ state }) => state !== 'queued' && state !== 'sending'),
    );
  const addressed = (to: string) => mailServer.accepted.filter((mail) => mail.to === to);

  /** Sends while the first mail's answer is held; resolves with the others, which are queued. */
  const held = async (pilih: string, meanwhile: (others: Mail[]) => Promise<void>) => {
    let goOn: () => void = () => undefined;
    let isHeld = false;
    const released = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    mailServer.judge = async () => {
      isHeld = true;
      await released;
      return undefined;
    };
    await send('kirim', pilih);
    await until('the first mail', () => isHeld);
    try {
      await meanwhile((await mails()).filter(({ state }) => state === 'queued'));
    } finally {
      mailServer.judge = () => undefined;
      goOn();
    }
    await settled();
  };

  before(async () => {
    mailServer = await startMailServer();
    const environment = { SMTP_URL: mailServer.url, MAIL_PER_MINUTE: '60000' };
    app = await startApp({ environment });
    staff = await signInStaff(app, 'petugas');
    const all = await app.ikrar.domains.invitations.listOfRegion(session()._id, KENDAL);
    seats = all.map(({ _id }) => _id);
    await collection('contacts').insertMany(
      seats.map((target, index) => ({
        _id: `${session()._id}:${target}` as never, // the driver's types know ObjectId keys only
        ...{ session: session()._id, target, region: KENDAL, name: '', phone: '' },
        ...{ email: `uji${index}@uji.go.id`, import: 'uji', at: new Date() },
      })),
    );
  });
  after(async () => {
    await app.stop();
    await mailServer.stop();
  });

  it('go to today’s address, and not where the code or the address is gone', async () => {
    expect(seats).to.have.length(5);
    let waiting: Mail[] = [];
    await held('invitation', async (others) => {
      waiting = others;
      const [moved, withdrawn, erased, left] = others;
      formerly = moved?.email ?? '';
      const contact = (mail?: Mail) => ({ session: session()._id, target: mail?.target ?? '' });
      await collection('contacts').updateOne(contact(moved), { $set: { email: 'baru@uji.go.id' } });
      await app.ikrar.domains.invitations.withdraw(withdrawn?.target ?? '', BY);
      await collection('contacts').deleteOne(contact(erased));
      await delivery().unsubscribe(left?._id ?? '');
    });
    const answers = new Map((await mails()).map((mail) => [mail._id, mail.answer]));
    expect(waiting.slice(1).map(({ _id }) => answers.get(_id))).to.deep.equal([
      ...['WITHDRAWN', 'NO_ADDRESS', 'UNSUBSCRIBED'],
    ]);
    expect(mailServer.accepted).to.have.length(2);
    expect(addressed('baru@uji.go.id')).to.have.length(1);
    const { text } = await staff.open(PAGE);
    expect(text).to.include('3 surel dilewati').and.include('Undangan atau tautannya ditarik.');
    expect(text).to.include('1 penerima berhenti menerima surel');
  });

  it('stop for the address that they came to, by one click of a mail program', async () => {
    const [mail] = addressed('baru@uji.go.id');
    const link = /List-Unsubscribe: <([^>]+)>/.exec(mail?.source ?? '')?.[1] ?? '';
    const before = (await mails()).find(({ email }) => email === 'baru@uji.go.id');
    expect(link).to.equal(`${app.url}/api/v1/berhenti/${before?._id}`);
    // Some programs send it as a form with parts (RFC 8058, 3.1), and none has a cookie.
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const answer = await fetch(link, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).to.equal(200);
    expect(await delivery().isOptedOut('BARU@uji.go.id')).to.equal(true);
    expect(await delivery().isOptedOut(formerly)).to.equal(false);
    // Whoever only looks, as scanners do, ends nothing.
    const [other] = (await mails()).filter(({ email }) => email !== 'baru@uji.go.id');
    await fetch(`${app.url}/api/v1/berhenti/${other?._id}`);
    expect(await delivery().isOptedOut(other?.email ?? '')).to.equal(
      other?.answer === 'UNSUBSCRIBED',
    );
  });

  it('are sent later with the new code when staff ask, and nothing else is', async () => {
    const skipped = (await mails()).find(({ answer }) => answer === 'WITHDRAWN');
    const code = await app.ikrar.domains.invitations.reissue(skipped?.target ?? '', BY);
    await send('ulang', 'skipped');
    await settled();
    expect(mailServer.accepted).to.have.length(3);
    const [mail] = addressed(skipped?.email ?? '');
    expect(decoded(mail?.source ?? '')).to.include(`/u/${code}`);
  });

  it('remind nobody of what they have done since', async () => {
    const before = mailServer.accepted.length;
    await held('not-opened', async ([other]) => {
      const seat = await app.ikrar.domains.invitations.find(other?.target ?? '');
      const code = seat && app.ikrar.domains.invitations.codeOf(seat);
      await app.visitor().open(`/u/${code}`);
    });
    const reminders = (await mails()).filter(({ kind }) => kind === 'reminder');
    expect(reminders.map(({ state, answer }) => state === 'sent' || answer).sort()).to.deep.equal([
      'DONE',
      true,
    ]);
    expect(mailServer.accepted).to.have.length(before + 1);
  });

  it('remind a person of two seats thrice also when two members of staff press at once', async () => {
    const two = seats.slice(3);
    const email = 'dua@uji.go.id';
    const own = { session: session()._id, target: { $in: two } };
    const openings = collection('invitation_openings');
    await collection('contacts').updateMany(own, { $set: { email, name: 'Pejabat Uji 2' } });
    await collection('mails').deleteMany(own);
    await openings.deleteMany({ _id: { $in: two as never[] } }); // its keys are texts
    await app.ikrar.invitations.delivery.store.markOpened(two[0] ?? '', session()._id, new Date());
    const earlier = (target: string | undefined, kind: string, number: number) => ({
      _id: `sebelumnya-${target}-${kind}-${number}` as never, // the same
      ...{ session: session()._id, target, kind, number, about: '', email, label: 'Uji' },
      ...{ state: 'sent', dueAt: new Date(0), attempts: 1, epoch: 1, answer: '', at: new Date(0) },
    });
    const invitations = two.map((target) => earlier(target, 'invitation', 1));
    const reminders = [1, 2].map((number) => earlier(two[0], 'reminder', number));
    await collection('mails').insertMany([...invitations, ...reminders]);
    const pressed = await Promise.allSettled([
      delivery().queue(session(), 'not-filled', BY),
      delivery().queue(session(), 'not-opened', BY),
    ]);
    const refused = pressed.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    // Whoever comes when the first has queued sees it, and finds nobody left to remind.
    expect(refused.filter((code) => code !== 'STATE_CHANGED')).to.deep.equal([]);
    expect(await collection('mails').countDocuments({ email, kind: 'reminder' })).to.equal(3);
    await settled();
  });

  it('lead to the public address, whatever host a request names', async () => {
    await collection('mails').deleteMany({ kind: 'invitation', state: 'sent' });
    const { text } = await staff.open(PAGE);
    const body = new URLSearchParams({ pilih: 'invitation', _csrf: formTokenIn(text) }).toString();
    const from = mailServer.accepted.length;
    const headers = {
      ...{ host: 'jahat.example', 'x-forwarded-host': 'jahat.example', cookie: staff.cookies() },
      ...{ 'content-type': 'application/x-www-form-urlencoded' },
      'content-length': Buffer.byteLength(body),
    };
    await new Promise<void>((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      const path = `${PAGE}/${session().slug}/kirim`;
      const call = request({ hostname, port, path, method: 'POST', headers }, (answer) => {
        answer.resume().on('end', () => resolve());
      });
      call.on('error', reject).end(body);
    });
    await settled();
    await send('kirim', 'invitation');
    await settled();
    const sent = mailServer.accepted.slice(from);
    expect(sent.length).to.be.at.least(1);
    for (const { source } of sent) {
      expect(decoded(source)).not.to.include('jahat.example');
      expect(decoded(source)).to.include(`${app.url}/u/`);
    }
  });

  it('do not leave any more once the event has ended', async () => {
    await collection('mails').updateMany({}, { $set: { state: 'refused' } });
    await send('ulang', 'refused');
    await settled();
    await collection('mails').updateMany({}, { $set: { state: 'refused' } });
    const from = mailServer.accepted.length;
    await act(app, 'open-doors', 'go-live', 'end');
    expect((await send('ulang', 'refused')).status).to.equal(409);
    // Queued just before the end.
    await collection('mails').updateMany({}, { $set: { state: 'queued', dueAt: new Date() } });
    await settled();
    expect((await mails()).every(({ answer }) => answer === 'ENDED')).to.equal(true);
    expect(mailServer.accepted).to.have.length(from);
  });
});
