// What mails are made of and what is kept of answers: HTML, calendars, codes, steps; no server.
import { expect } from 'chai';
import { calendarFile, plainText, simpleHtml } from '../../server/delivery/mail-text.ts';
import { openStep } from '../../server/delivery/recipient-rules.ts';
import { judge, withoutSecrets } from '../../server/delivery/smtp-post.ts';

describe('the words of a mail', () => {
  it('keep names as text, in HTML too', () => {
    const name = `Uji <script>x</script> & "Mitra" <img src=x onerror=y>`;
    const html = simpleHtml([`Yth. ${name}`, { href: 'https://a.example/?x="><b>' }]);
    expect(html).not.to.match(/<script|<img|x="/);
    expect(html).to.include('&lt;script&gt;').and.include('&amp; &quot;Mitra&quot;');
    expect(plainText([`Yth. ${name}`])).to.include(name);
  });

  it('have a calendar in universal time that no title can add lines to', () => {
    const title = 'Ikrar; Uji, satu\r\nATTENDEE:mailto:korban@uji.go.id\nEND:VCALENDAR';
    const file = calendarFile({
      ...{ id: 'uji@ikrar', title, place: 'Aula\nURL:https://jahat.example' },
      start: new Date('2027-03-01T09:00:00+07:00'),
      end: new Date('2027-03-01T12:00:00+07:00'),
      ...{ url: 'https://ikrar.example', stamp: new Date('2027-01-01T00:00:00Z') },
    });
    const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n');
    expect(lines).to.include('DTSTART:20270301T020000Z').and.include('DTEND:20270301T050000Z');
    expect(lines.filter((line) => /^(?:ATTENDEE|END:VCALENDAR|URL)/.test(line))).to.have.length(2);
    expect(lines.find((line) => line.startsWith('SUMMARY:'))).to.include('Ikrar\\; Uji\\, satu\\n');
  });
});

describe('the answer of a mail server', () => {
  it('is kept without the codes that it repeats, however they are written', () => {
    const answer = '550 Blocked: https://a.example/u/k7m29qx4 (K7M2-9QX4, K7M2 9QX4)';
    expect(withoutSecrets(answer, ['K7M29QX4'])).to.equal(
      '550 Blocked: https://a.example/u/… (…, …)',
    );
    expect(withoutSecrets(answer, [''])).to.equal(answer);
  });

  it('refuses, puts off, or leaves it unknown', () => {
    const outcome = (error: object) => judge(error).outcome;
    expect(outcome({ responseCode: 550, command: 'RCPT TO' })).to.equal('refused');
    expect(outcome({ responseCode: 552, command: 'DATA' })).to.equal('refused');
    expect(outcome({ responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' })).to.equal('later');
    expect(outcome({ responseCode: 451, command: 'DATA' })).to.equal('later');
    expect(outcome({ code: 'ECONNREFUSED', syscall: 'connect' })).to.equal('later');
    expect(outcome({ code: 'ETIMEDOUT', command: 'DATA' })).to.equal('unknown');
    expect(outcome({ code: 'ECONNRESET', syscall: 'read' })).to.equal('unknown');
  });
});

describe('what is still open on a seat', () => {
  it('is the next step', () => {
    const step = (isOpened: boolean, isRegistered: boolean, isCheckedIn: boolean) =>
      openStep({ isOpened, isRegistered, isCheckedIn });
    expect(step(false, false, false)).to.equal('not-opened');
    expect(step(true, false, false)).to.equal('not-filled');
    expect(step(false, true, false)).to.equal('not-checked-in');
    expect(step(true, true, true)).to.equal(null);
  });
});
