// Reminders to regions that have not signed, through a real SMTP server: letters and one mail each,
// with a way in only for whoever can still sign, and without any once nobody can.
import { expect } from 'chai';
import { plainText } from '../../server/delivery/mail-text.ts';
import { createUnsignedWriter } from '../../server/follow-up/index.ts';
import { unsignedRegions } from '../../server/follow-up/reminder-facts.ts';
import { letterFacts, readFrame } from '../../server/follow-up/reminder-letters.ts';
import { signFor } from '../certificate-templates/templates-world.ts';
import { HEADER, uploadFile } from '../contacts/contact-world.ts';
import { signInStaff } from '../control/staff-world.ts';
import { type MailServer, startMailServer } from '../delivery/mail-server.ts';
import {
  act,
  BY,
  INPUT,
  KENDAL,
  READ_ALL,
  registered,
  SEKDA,
  seatOf,
  tickAll,
} from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes, until } from '../support/until.ts';
import { BOARD, coordinatorPath } from './circular-world.ts';

const KARO = '12.06';
const DAY = 24 * 3_600_000;

describe('reminders to regions that have not signed', function () {
  this.timeout(90_000);
  const clock = runningClock();
  let app: TestApp;
  let host: TestBrowser;
  let post: MailServer;
  const parts = () => app.ikrar.invitations.delivery.reminders;
  const mails = () => parts().mails.list(app.session()._id);
  const settled = () =>
    until('all mails', async () =>
      (await mails()).every(({ state }) => state !== 'queued' && state !== 'sending'),
    );
  const send = async (path = 'pengingat', fields = {}) => {
    const _csrf = formTokenIn((await host.open(BOARD)).text);
    return host.post(`${BOARD}/${path}`, { _csrf, ...fields });
  };
  /** A mail as it was written, of the address. */
  const mailTo = (to: string) =>
    (post.accepted.find((one) => one.to === to)?.source ?? '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const factsOf = async (region: string, at = clock.now()) => {
    const { sources } = parts();
    const { window, regions } = await unsignedRegions(sources, app.session(), at);
    const own = regions.find((one) => one.region.code === region);
    if (!own) throw new Error(`${region} has signed`);
    const frame = await readFrame(sources, app.session(), { window, at });
    return { window, facts: letterFacts(sources, own, frame) };
  };

  before(async () => {
    post = await startMailServer();
    const environment = {
      ...{ SMTP_URL: post.url, SMTP_FROM: 'Uji <uji@ikrar.test>', MAIL_PER_MINUTE: '60000' },
    };
    app = await startApp({ environment, clock });
    host = await signInStaff(app, 'petugas');
    const rows = [
      ...[`${KENDAL};${SEKDA};;sekda@kendal.go.id;`, `${KENDAL};inspektorat;;tamu@kendal.go.id;`],
      ...[`${KENDAL};koordinator;;bkd@kendal.go.id;`, `${KARO};inspektorat;;uji@karo.go.id;`],
    ];
    await uploadFile(app, host, Buffer.from([HEADER, ...rows].join('\n')));
    const { store, imports, runner } = app.ikrar.invitations.contacts;
    const file = await store.findLatest(app.session()._id);
    await imports.begin(app.session(), file?._id ?? '', BY);
    await runner.runOnce();
  });
  after(async () => {
    await app?.stop();
    await post?.stop();
  });

  it('are for after signing was opened', async () => {
    expect((await host.open(`${BOARD}/surat.zip`)).status).to.equal(409);
    expect((await send()).status).to.equal(409);
    expect(await mails()).to.deep.equal([]);
  });

  it('know who has not signed, and who still can', async () => {
    await act(app, 'open-doors', 'go-live');
    await registered(app, KENDAL, SEKDA);
    await registered(app, KARO, 'inspektorat');
    await act(app, ...READ_ALL, 'open-signing');
    await signFor(app, KARO, 'inspektorat');
    const signed = await parts().sources.signedRegions(app.session());
    expect([...signed]).to.deep.equal([KARO]);
    const { boards } = app.ikrar.domains;
    const onBoard = async () =>
      (await boards.snapshot(app.session()._id)).rows
        .filter(([, state]) => state === 3)
        .map(([code]) => code);
    await becomes(onBoard, [...signed], { what: 'regions that have signed on the board' });
    const { facts } = await factsOf(KENDAL);
    // While the event goes on everybody of the region can still check in and sign.
    expect(facts.seats.every(({ code }) => code !== '')).to.equal(true);
    await act(app, 'close-signing');
    clock.advance(6_000);
    expect((await factsOf(KENDAL)).window.way).to.equal('to-come');
    await act(app, 'open-late', 'end');
    const after = await factsOf(KENDAL);
    expect(after.window.way).to.equal('open');
    const code = await app.codeOf(KENDAL, SEKDA);
    const able = after.facts.seats.filter((seat) => seat.code !== '');
    expect(able.map(({ link }) => link)).to.deep.equal([`${app.url}/u/${code}`]);
    expect(after.facts.seats.find((seat) => seat.code === '')?.note).to.include(
      'tidak lapor hadir',
    );
    await factsOf(KARO).then(
      () => expect.fail('a region that has signed is reminded'),
      (error: Error) => expect(error.message).to.include('has signed'),
    );
  });

  it('are a letter for each region in one ZIP, drawn while it is sent', async () => {
    const zip = await fetch(`${app.url}${BOARD}/surat.zip`, {
      headers: { cookie: host.cookies() },
    });
    expect(zip.headers.get('content-disposition')).to.include('surat-pengingat-');
    const reader = zip.body?.getReader();
    let bytes = Buffer.alloc(0);
    while ((bytes.toString('latin1').match(/%PDF-1/g)?.length ?? 0) < 2) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done || !value) break;
      bytes = Buffer.concat([bytes, value]);
    }
    // Whoever stops reading ends the drawing of the others.
    await reader?.cancel();
    expect(bytes.subarray(0, 2).toString()).to.equal('PK');
    expect(bytes.toString('latin1').match(/%PDF-1/g)?.length).to.be.at.least(2);
    const event = await app.database.connection
      .collection('audit')
      .findOne({ event: 'reminders.exported' });
    expect(event?.data).to.deep.equal({ files: 269 });
  });

  it('go once to each address, with a way in only for who can still sign', async () => {
    post.judge = ({ to }) => (to.startsWith('tamu') ? 'Mailbox unavailable' : undefined);
    const page = await host.open(BOARD);
    expect(page.text).to.include('Kirim 3 surel pengingat').and.to.include('bkd@kendal.go.id');
    expect((await send()).status).to.equal(200);
    await settled();
    const code = await app.codeOf(KENDAL, SEKDA);
    expect(mailTo('sekda@kendal.go.id'))
      .to.include(`/u/${code}`)
      .and.to.include('masih dibuka sampai');
    const coordinator = mailTo('bkd@kendal.go.id');
    expect(coordinator).to.include(await coordinatorPath(app, KENDAL));
    expect(coordinator).to.include('belum menandatangani').and.not.to.include(`/u/${code}`);
    expect(post.accepted.map(({ to }) => to)).to.not.include('uji@karo.go.id');
    // Nobody is due a second time.
    expect((await send()).status).to.equal(409);
    expect(await mails()).to.have.length(3);
    expect(post.accepted).to.have.length(2);
  });

  it('that were refused are sent again by choice, also after the end', async () => {
    expect((await host.open(BOARD)).text)
      .to.include('Ditolak: 1')
      .and.to.include('Mailbox unavailable');
    post.judge = () => undefined;
    expect((await send('pengingat/ulang', { pilih: 'refused' })).status).to.equal(200);
    await settled();
    const mail = mailTo('tamu@kendal.go.id');
    expect(mail)
      .to.include('tidak lapor hadir selama acara')
      .and.not.to.match(/\/u\/[0-9A-Z]{8}/);
    expect(post.accepted).to.have.length(3);
  });

  it('are written when they leave: no link to sign with once signing is closed', async () => {
    const later = new Date(clock.now().getTime() + 15 * DAY);
    const write = createUnsignedWriter(parts().sources, () => later);
    const seat = await seatOf(app, KENDAL, SEKDA);
    const { facts, window } = await factsOf(KENDAL, later);
    expect(window.way).to.equal('closed');
    expect(facts.seats).to.deep.equal([]);
    expect(facts.lead.join('\n')).to.include('sudah ditutup').and.not.to.include('/u/');
    const closed = await write(app.session(), seat._id);
    expect(plainText(closed?.paragraphs ?? []))
      .to.include('sudah ditutup')
      .and.not.to.include('/u/');
  });

  it('lead to a late signature on another device, after the event’s end; then there is no reason', async () => {
    const link = /\/u\/[0-9A-Z]+/.exec(mailTo('sekda@kendal.go.id'))?.[0] ?? '';
    const phone = app.visitor();
    await phone.open(link);
    await phone.submit('/lapor-hadir', { pin: INPUT.pin }, { action: '/lapor-hadir/masuk' });
    await tickAll(phone);
    const fields = { text: 'Pejabat Uji', consent: '1' };
    const answer = await phone.submit('/ikrar?teks=1', fields, { action: '/ikrar' });
    expect(answer.text).to.include('Ikrar Anda telah disegel');
    const signed = await parts().sources.signedRegions(app.session());
    expect([...signed].sort()).to.deep.equal([KARO, KENDAL]);
    const write = createUnsignedWriter(parts().sources, clock.now);
    const seat = await seatOf(app, KENDAL, SEKDA);
    expect(await write(app.session(), seat._id)).to.equal(undefined);
    const coordinator = await write(app.session(), `koordinator:${KENDAL}`);
    expect(coordinator).to.equal(undefined);
  });
});

describe('reminders without a mail server', function () {
  this.timeout(60_000);
  it('say so, and offer the letters', async () => {
    const app = await startApp();
    const host = await signInStaff(app, 'petugas');
    await act(app, 'open-doors', 'go-live', ...READ_ALL, 'open-signing');
    const { text } = await host.open(BOARD);
    expect(text).to.include('Server surel belum diatur').and.to.include('surat.zip');
    const answer = await host.post(`${BOARD}/pengingat`, { _csrf: formTokenIn(text) });
    expect(answer.status).to.equal(409);
    await app.stop();
  });
});
