// A mail on its way through a real SMTP server: no header or recipient comes from anybody's words.
import { expect } from 'chai';
import { createPost, type Letter, type Post } from '../../server/delivery/smtp-post.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const letter = (changes: Partial<Letter> = {}): Letter => ({
  ...{
    id: 'a'.repeat(16),
    to: 'sekda@uji.go.id',
    subject: 'Undangan',
    text: 'Uji',
    html: '<p>Uji',
  },
  ...{
    calendar: '',
    unsubscribe: 'https://ikrar.example/api/v1/berhenti/a',
    secrets: ['K7M29QX4'],
  },
  ...changes,
});

describe('handing over a mail', () => {
  let mailServer: MailServer;
  let one: Post;
  const post = () => one;
  before(async () => {
    mailServer = await startMailServer();
    one = createPost({ url: mailServer.url, from: 'Uji <uji@ikrar.test>' });
  });
  after(async () => {
    one.stop();
    await mailServer.stop();
  });
  const headers = () => (mailServer.accepted.at(-1)?.source ?? '').split('\r\n\r\n')[0] ?? '';

  it('takes no header from a subject', async () => {
    const subject = 'Undangan\r\nBcc: korban@uji.go.id\r\n\r\nIsi lain';
    expect(await post().send(letter({ subject }))).to.include({ outcome: 'sent' });
    expect(headers()).not.to.match(/^Bcc:/m);
    expect(headers()).to.match(/^Subject: Undangan Bcc: korban@uji\.go\.id/m);
    expect(mailServer.accepted.at(-1)?.recipients).to.deep.equal(['sekda@uji.go.id']);
  });

  it('has one recipient, whatever the address holds', async () => {
    const before = mailServer.accepted.length;
    for (const to of ['a@uji.go.id, b@uji.go.id', 'a@uji.go.id\r\nRCPT TO:<b@uji.go.id>']) {
      const { outcome } = await post().send(letter({ to }));
      const came = mailServer.accepted.slice(before).flatMap(({ recipients }) => recipients);
      expect(came, outcome).not.to.include('b@uji.go.id');
    }
  });

  it('names itself, its way out by one click, and that no person wrote it', async () => {
    await post().send(letter({ subject: 'Undangan: Ikrar é' }));
    expect(headers()).to.match(
      /^List-Unsubscribe: <https:\/\/ikrar\.example\/api\/v1\/berhenti\/a>/m,
    );
    expect(headers()).to.match(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    expect(headers()).to.match(/^Message-ID: <a{16}@ikrar\.test>/m);
    expect(headers()).to.match(/^Auto-Submitted: auto-generated/m);
  });

  it('keeps no code of a refusal', async () => {
    mailServer.judge = () => 'Blocked https://ikrar.example/u/K7M29QX4';
    expect(await post().send(letter())).to.deep.equal({
      outcome: 'refused',
      words: '550 Blocked https://ikrar.example/u/…',
    });
    mailServer.judge = () => undefined;
  });
});
