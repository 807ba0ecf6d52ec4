// The coordinator's pages over HTTP: the link, a name that the official then finds, a room that is
// opened and closed, and what strangers and other regions are refused.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { act, BY, invited, KENDAL, registered, SEKDA, seatOf } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const OTHER = '33.03';

describe('the coordinator’s pages', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const open = async (region: string): Promise<TestBrowser> => {
    const { coordinatorLinks } = app.ikrar.domains;
    const all = await coordinatorLinks.listOfSession(app.session()._id, [KENDAL, OTHER]);
    const one = all.find((each) => each.region === region);
    const browser = app.visitor();
    await browser.open(`/koordinator/${one && coordinatorLinks.codeOf(one)}`);
    return browser;
  };

  it('are closed to strangers, and to a link that was replaced', async () => {
    expect((await app.visitor().open('/koordinator')).status).to.equal(401);
    expect((await app.visitor().open('/kendali/koordinator')).url.pathname).to.equal('/masuk');
    const browser = await open(OTHER);
    expect((await browser.open('/koordinator')).status).to.equal(200);
    const { coordinatorLinks } = app.ikrar.domains;
    const code = await coordinatorLinks.reissue(app.session()._id, OTHER, BY);
    await coordinatorLinks.withdraw(app.session()._id, OTHER, BY);
    const withdrawn = await app.visitor().open(`/koordinator/${code}`);
    expect(withdrawn.status).to.equal(410);
    expect(withdrawn.text, 'the code in a link of its page').to.not.include(code);
    await coordinatorLinks.reissue(app.session()._id, OTHER, BY);
    const ended = await browser.open('/koordinator');
    expect(ended.status).to.equal(410);
    expect(ended.text).to.include('Tautan koordinator ini tidak berlaku lagi');
  });

  it('lead a name from the coordinator to the official’s own form', async () => {
    const seat = await seatOf(app, KENDAL, SEKDA);
    const browser = await open(KENDAL);
    const action = `/koordinator/jabatan/${seat._id}`;
    const empty = await browser.submit('/koordinator', { name: ' ', contact: '' }, { action });
    expect(empty.status).to.equal(400);
    expect(empty.text).to.include('id="salah-');
    const typed = { name: 'Pejabat Bernama', acting: 'Plh.', contact: '0812 3456' };
    const saved = await browser.submit('/koordinator', typed, { action });
    expect(saved.text).to.include('Plh. Pejabat Bernama');
    const official = await invited(app, KENDAL, SEKDA);
    const form = await official.open('/lapor-hadir');
    expect(form.text).to.include('value="Pejabat Bernama"');
    await browser.submit('/koordinator', {}, { action: `${action}/hapus` });
    expect((await official.open('/lapor-hadir')).text).to.not.include('Pejabat Bernama');
  });

  it('open a room with a screen’s link, and close it again', async () => {
    const browser = await open(KENDAL);
    const action = '/koordinator/ruang';
    const { _id } = await seatOf(app, KENDAL, SEKDA);
    const short = await browser.submit('/koordinator', { place: 'x', seats: _id }, { action });
    expect(short.status).to.equal(400);
    expect(short.text).to.match(/name="seats" value="[^"]+" checked/);
    const opened = await browser.submit('/koordinator', { place: 'Aula Setda' }, { action });
    expect(opened.text).to.include('Aula Setda').and.include('/layar/');
    const [room] = await app.ikrar.domains.sharedRooms.listOfRegion(app.session()._id, KENDAL);
    const close = `/koordinator/ruang/${room?._id}/tutup`;
    const stranger = await open(OTHER);
    const { text } = await stranger.open('/koordinator');
    const csrf = formTokenIn(text);
    const refused = await stranger.post(close, { _csrf: csrf });
    expect(refused.status).to.equal(409);
    await browser.submit('/koordinator', {}, { action: close });
    const left = await app.ikrar.domains.sharedRooms.listOfRegion(app.session()._id, KENDAL);
    expect(left).to.deep.equal([]);
  });

  it('keep what was typed, and say why where the form is gone', async () => {
    const { _id, session } = await seatOf(app, KENDAL, SEKDA);
    const { sharedRooms } = app.ikrar.domains;
    const place = { session, region: KENDAL, place: 'Aula Setda', seats: [], by: BY };
    const room = await sharedRooms.open(place);
    await act(app, 'open-doors');
    const browser = await open(KENDAL);
    const action = `/koordinator/ruang/${room._id}/jamin`;
    const { text } = await browser.open('/koordinator');
    const csrf = formTokenIn(text);
    const reason = 'ponsel tertinggal';
    const unnamed = await browser.post(action, { _csrf: csrf, seat: _id, reason });
    expect(unnamed.status).to.equal(409);
    expect(unnamed.text).to.include('Belum ada nama untuk jabatan ini');
    await registered(app, KENDAL, 'inspektorat');
    const kept = await browser.post(action, { _csrf: csrf, seat: _id, reason });
    expect(kept.text).to.include(`value="${reason}"`);
    await registered(app, KENDAL, SEKDA);
    const name = { _csrf: csrf, name: 'Pejabat Uji', contact: '0812 0000' };
    const filled = await browser.post(`/koordinator/jabatan/${_id}`, name);
    expect(filled.status).to.equal(409);
    expect(filled.text).to.include('Kursi ini sudah terisi');
    await sharedRooms.close(room._id, BY);
    const closed = await browser.post(action, { _csrf: csrf, seat: _id, reason });
    expect(closed.text).to.include('Ruang bersama telah ditutup');
  });

  it('are found by staff as an address is written, with a comma', async () => {
    const host = await signInStaff(app, 'petugas');
    const cari = encodeURIComponent('Kendal, Jawa Tengah');
    const { text } = await host.open(`/kendali/koordinator?cari=${cari}`);
    expect(text).to.include(`action="/kendali/koordinator/${KENDAL}/tautan"`);
  });

  it('are replaced by staff, who find the new link unfolded', async () => {
    const host = await signInStaff(app, 'penerbit');
    const action = `/kendali/koordinator/${OTHER}/tautan`;
    const { text } = await host.submit('/kendali/koordinator?cari=Purbalingga', {}, { action });
    const [, link] = /<details class="s-urus" open>[\s\S]*?value="([^"]+)"/.exec(text) ?? [];
    const opened = await app.visitor().open(new URL(link ?? '').pathname);
    expect(opened.status).to.equal(200);
  });

  it('take no name for another region’s seat', async () => {
    const seat = await seatOf(app, KENDAL, SEKDA);
    const browser = await open(OTHER);
    const { text } = await browser.open('/koordinator');
    const csrf = formTokenIn(text);
    const fields = { _csrf: csrf, name: 'Pejabat Uji', contact: '0812 0000' };
    const answer = await browser.post(`/koordinator/jabatan/${seat._id}`, fields);
    expect(answer.status).to.equal(403);
    expect(await app.ikrar.domains.coordinatorDesk.nominationOf(seat._id)).to.equal(undefined);
  });

  it('are for reading after the end', async () => {
    const free = await seatOf(app, KENDAL, 'kepala-bkd');
    const browser = await open(KENDAL);
    const { text } = await browser.open('/koordinator');
    const csrf = formTokenIn(text);
    await act(app, 'go-live', 'end');
    const fields = { _csrf: csrf, name: 'Pejabat Uji', contact: '0812 0000' };
    const answer = await browser.post(`/koordinator/jabatan/${free._id}`, fields);
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Acara telah selesai');
    expect(await app.ikrar.domains.coordinatorDesk.nominationOf(free._id)).to.equal(undefined);
  });
});
