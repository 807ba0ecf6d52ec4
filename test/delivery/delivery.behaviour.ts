// Invitations through a real SMTP server: one each, refusals by row, reminders, unsubscribing,
// letters and texts; and what the page offers without a mail server.
import { expect } from 'chai';
import { HEADER, uploadFile } from '../contacts/contact-world.ts';
import { signInStaff } from '../control/staff-world.ts';
import { KENDAL, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { decoded, type MailServer, startMailServer } from './mail-server.ts';

const PAGE = '/kendali/undangan';

describe('invitations by mail', function () {
  this.timeout(60_000);
  let app: TestApp;
  let staff: TestBrowser;
  let mailServer: MailServer;
  const session = () => app.session();
  const mails = () => app.ikrar.invitations.delivery.delivery.mails(session()._id);
  const send = async (path: string, pilih: string) => {
    const { text } = await staff.open(PAGE);
    const fields = { pilih, _csrf: formTokenIn(text) };
    return staff.post(`${PAGE}/${session().slug}/${path}`, fields);
  };
  const settled = () =>
    until('all mails', async () =>
      (await mails()).every(({ state }) => state !== 'queued' && state !== 'sending'),
    );

  before(async () => {
    mailServer = await startMailServer();
    const environment = {
      SMTP_URL: mailServer.url,
      SMTP_FROM: 'Uji <uji@ikrar.test>',
      MAIL_PER_MINUTE: '60000',
    };
    app = await startApp({ environment });
    staff = await signInStaff(app, 'petugas');
    const rows = [
      `${KENDAL};${SEKDA};;sekda@kendal.go.id;`,
      `${KENDAL};inspektorat;;tolak@kendal.go.id;`,
      `${KENDAL};koordinator;;bkd@kendal.go.id;`,
    ];
    await uploadFile(app, staff, Buffer.from([HEADER, ...rows].join('\n')));
    const { store, imports, runner } = app.ikrar.invitations.contacts;
    const one = await store.findLatest(session()._id);
    const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '' };
    await imports.begin(session(), one?._id ?? '', by);
    await runner.runOnce();
    mailServer.judge = ({ to }) => (to.startsWith('tolak') ? 'Mailbox unavailable' : undefined);
  });
  after(async () => {
    await app.stop();
    await mailServer.stop();
  });

  it('go once to each seat, with code, calendar and the way out', async () => {
    expect((await send('kirim', 'invitation')).status).to.equal(200);
    await settled();
    expect(mailServer.accepted.map(({ to }) => to)).to.deep.equal(['sekda@kendal.go.id']);
    const { source } = mailServer.accepted[0] ?? { source: '' };
    const code = await app.codeOf(KENDAL, SEKDA);
    expect(decoded(source))
      .to.include(`/u/${code}`)
      .and.to.include('text/html')
      .and.to.include('text/calendar');
    expect(source).to.match(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    const calendar = /BEGIN:VCALENDAR[\s\S]+END:VCALENDAR/.exec(decoded(source))?.[0] ?? '';
    expect(calendar).not.to.include(code);
    // A second press finds nobody.
    await send('kirim', 'invitation');
    await settled();
    expect(await mails()).to.have.length(2);
  });

  it('show a refusal by row, and are sent again by choice', async () => {
    const { text } = await staff.open(PAGE);
    expect(text).to.include('tolak@kendal.go.id').and.to.include('Mailbox unavailable');
    mailServer.judge = () => undefined;
    await send('ulang', 'refused');
    await settled();
    expect(mailServer.accepted).to.have.length(2);
  });

  it('remind by state, once in twelve hours and at most thrice', async () => {
    await send('kirim', 'not-opened');
    await settled();
    expect(mailServer.accepted).to.have.length(4);
    await send('kirim', 'not-opened');
    await settled();
    expect(mailServer.accepted).to.have.length(4);
    await app.visitor().open(`/u/${await app.codeOf(KENDAL, SEKDA)}`);
    await app.database.connection.collection('mails').updateMany({}, { $set: { at: new Date(0) } });
    const { wanted: due } = await app.ikrar.invitations.delivery.delivery.due(session());
    expect(due['not-filled'].map(({ email, number }) => [email, number])).to.deep.equal([
      ['sekda@kendal.go.id', 2],
    ]);
    expect(due['not-opened'].map(({ email }) => email)).to.deep.equal(['tolak@kendal.go.id']);
  });

  it('stop for an address by one click, and the code stays valid', async () => {
    const link =
      /List-Unsubscribe: <([^>]+)>/.exec(mailServer.accepted[0]?.source ?? '')?.[1] ?? '';
    const answer = await fetch(link, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).to.equal(200);
    const { text } = await staff.open(PAGE);
    expect(text).to.include('1 penerima berhenti menerima surel');
    expect(/id="u-not-filled"[\s\S]*?<\/li>/.exec(text)?.[0]).to.include('0 penerima');
    await send('kirim', 'not-filled');
    await settled();
    expect(mailServer.accepted).to.have.length(4);
    const visit = await app.visitor().open(`/u/${await app.codeOf(KENDAL, SEKDA)}`);
    expect(visit.status).to.equal(200);
  });

  it('bring coordinators their link with what is still to fill', async () => {
    await send('kirim', 'coordinator');
    await settled();
    const mail = mailServer.accepted.at(-1);
    expect(mail?.to).to.equal('bkd@kendal.go.id');
    expect(decoded(mail?.source ?? ''))
      .to.include('/koordinator/')
      .and.to.include('Jabatan yang belum terisi');
  });

  it('stop for the address that they went to, also where it is newer than the mail', async () => {
    const { delivery } = app.ikrar.invitations.delivery;
    const target = `koordinator:${KENDAL}`;
    const collection = (name: string) => app.database.connection.collection(name);
    await collection('contacts').updateOne({ target }, { $set: { email: 'baru@kendal.go.id' } });
    const change = { $set: { state: 'refused' } };
    const mail = await collection('mails').findOneAndUpdate({ target }, change);
    await send('ulang', 'refused');
    await settled();
    expect(mailServer.accepted.at(-1)?.to).to.equal('baru@kendal.go.id');
    await delivery.unsubscribe(String(mail?._id));
    expect(await delivery.isOptedOut('baru@kendal.go.id')).to.equal(true);
    expect(await delivery.isOptedOut('bkd@kendal.go.id')).to.equal(false);
  });

  it('exist on paper and as text', async () => {
    const zip = await fetch(`${app.url}${PAGE}/${session().slug}/surat.zip`, {
      headers: { cookie: staff.cookies() },
    });
    // The first letters tell; whoever stops reading ends the drawing of the others.
    const reader = zip.body?.getReader();
    let bytes = Buffer.alloc(0);
    while ((bytes.toString('latin1').match(/%PDF-1/g)?.length ?? 0) < 3) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done || !value) break;
      bytes = Buffer.concat([bytes, value]);
    }
    await reader?.cancel();
    expect(bytes.subarray(0, 2).toString()).to.equal('PK');
    expect(bytes.toString('latin1').match(/%PDF-1/g)?.length).to.be.at.least(2);
    const events = app.database.connection.collection('audit');
    const shown = () => events.find({ event: 'invitations.codes-shown' }).toArray();
    const code = await app.codeOf(KENDAL, SEKDA);
    // No codes before a region is asked for, and no event either.
    expect((await staff.open(`${PAGE}/teks`)).text).not.to.include(`${app.url}/u/`);
    expect(await shown()).to.deep.equal([]);
    expect((await staff.open(`${PAGE}/teks?daerah=${KENDAL}`)).text).to.include(code);
    const [event, ...others] = await shown();
    expect(others).to.deep.equal([]);
    expect(event).to.deep.include({ session: session()._id });
    expect(event?.actor).to.include({ kind: 'staff', label: 'Petugas petugas' });
    expect(event?.data).to.include({ region: KENDAL });
  });
});

describe('invitations without a mail server', function () {
  this.timeout(60_000);
  it('say so, offer the letters, and send nothing', async () => {
    const app = await startApp();
    const staff = await signInStaff(app, 'petugas');
    const { text } = await staff.open(PAGE);
    expect(text).to.include('Server surel belum diatur').and.to.include('surat.zip');
    const fields = { pilih: 'invitation', _csrf: formTokenIn(text) };
    const answer = await staff.post(`${PAGE}/${app.session().slug}/kirim`, fields);
    expect(answer.status).to.equal(409);
    await app.stop();
  });
});
