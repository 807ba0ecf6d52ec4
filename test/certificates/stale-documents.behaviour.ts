// A corrected name and a withdrawn signature after the documents of many rows were issued: which of
// them are stale, and staff's one action that replaces them.
import { expect } from 'chai';
import { regionSubject, SESSION_SUBJECT } from '../../server/certificates/index.ts';
import { composeAmendments } from '../../server/compose-log.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { until } from '../support/until.ts';
import { type CertificateWorld, createCertificateWorld, SYSTEM } from './certificate-world.ts';

const NAME = 'Pejabat Uji Diperbaiki';

describe('documents of many rows after an amendment', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  let people: Registration[];
  let amendments: ReturnType<typeof composeAmendments>;
  let codes: string[];
  const staff = { cookie: 'ikrar_petugas=petugas' };
  const session = () => world.session()._id;
  const collection = () => world.database.connection.collection('certificates');
  const active = async (kind: string, subject = SESSION_SUBJECT) =>
    collection().findOne({ kind, subject, active: true });
  const logged = () =>
    until('the log', async () => (await world.wholeLog?.service.stateOf(session()))?.pending === 0);
  const stale = async () =>
    (await world.certificates.longDesk.listStale(world.session())).map(({ kind, code, stale }) =>
      [kind, code, stale].filter(Boolean).join(' '),
    );
  const request = (place: number) => {
    const registration = people[place]?._id ?? '';
    return { registration, reason: 'Uji', by: { actor: SYSTEM, address: '' } };
  };
  const page = async () => {
    const answer = await fetch(`${world.http.url}/kendali/dokumen`, { headers: staff });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    return { text: await answer.text(), cookie: [staff.cookie, ...cookies].join('; ') };
  };
  const renew = async () => {
    const { text, cookie } = await page();
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const answer = await fetch(`${world.http.url}/kendali/dokumen/ulang`, {
      method: 'POST',
      body: new URLSearchParams({ _csrf, sesi: world.session().slug }),
      headers: { cookie },
      redirect: 'manual',
    });
    expect(answer.status).to.equal(303);
    await until('nothing stale', async () => (await stale()).length === 0);
    await until('the end', async () => {
      return !(await world.certificates.longDesk.states(world.session())).isRunning;
    });
  };

  before(async () => {
    world = await createCertificateWorld({ withLog: true });
    const { domains, database, clock, certificates, wholeLog } = world;
    if (!wholeLog) throw new Error('There is no log');
    const base = { database, clock, logger: createLogger('silent') };
    const time = { clock, random: systemRandom };
    amendments = composeAmendments({ ...base, time }, domains, wholeLog, certificates);
    await world.begin();
    people = [];
    for (let i = 0; i < 8; i++) people.push(await world.arrive(`Pejabat Uji ${i + 1}`));
    // Five signers in the first region, two in the second.
    await world.signAll(people.slice(0, 7));
    await world.end();
    wholeLog.start();
    await logged();
    const all = await domains.regionsOf(await domains.campaignOf(world.session()));
    codes = all.map(({ code }) => code);
    const { service } = certificates;
    for (const code of codes.slice(0, 2)) {
      await service.issueFor(session(), 'region', regionSubject(code));
    }
    await service.issueFor(session(), 'roll', SESSION_SUBJECT);
    await service.issueFor(session(), 'minutes', SESSION_SUBJECT);
  });
  after(() => world?.stop());

  it('are none stale as they were issued', async () => {
    expect(await stale()).to.deep.equal([]);
    expect((await page()).text).to.not.include('usang');
  });

  it('the region’s and the roll are stale after a corrected name, the minutes are not', async () => {
    world.clock.advance(60_000);
    await amendments.correctName(request(5), { name: NAME, acting: '' });
    const expected = ['roll name-wrong', `region ${codes[1]} name-wrong`];
    expect(await stale(), 'at once').to.deep.equal(expected);
    await logged();
    expect(await stale()).to.deep.equal(expected);
    const { text } = await page();
    expect(text).to.include('2 dokumen sudah usang').and.to.include('Sudah usang');
  });

  it('one action revokes them and issues their successors; each names the other', async () => {
    const before = await collection().find({ registration: null }).toArray();
    await renew();
    expect((await page()).text).to.not.include('usang');
    for (const [kind, subject] of [
      ['roll', SESSION_SUBJECT],
      ['region', regionSubject(codes[1] ?? '')],
    ] as const) {
      const now = await active(kind, subject);
      const old = await collection().findOne({ kind, subject, active: false });
      const then = before.find(({ number }) => number === old?.number);
      expect(now?.replaces).to.equal(old?.code);
      expect(old?.revoked).to.include({ reason: 'name-wrong', replacedBy: now?.code });
      expect(old?.sha256).to.equal(then?.sha256);
      expect(Buffer.from(old?.bytes.buffer).equals(Buffer.from(then?.bytes.buffer))).to.equal(true);
      expect(JSON.stringify(now?.data.rows)).to.include(NAME);
    }
    const kept = before.find(({ kind }) => kind === 'minutes');
    expect((await active('minutes'))?.number, 'untouched').to.equal(kept?.number);
  });

  it('a region without a signature left is revoked alone; the others count anew', async () => {
    world.clock.advance(60_000);
    await amendments.withdraw(request(5));
    await amendments.withdraw(request(6));
    await logged();
    expect((await stale()).sort()).to.deep.equal([
      'minutes signature-withdrawn',
      `region ${codes[1]} signature-withdrawn`,
      'roll signature-withdrawn',
    ]);
    await renew();
    expect(await active('region', regionSubject(codes[1] ?? ''))).to.equal(null);
    for (const kind of ['roll', 'minutes']) {
      expect((await active(kind))?.data.totals.signed, kind).to.equal(5);
    }
    expect((await page()).text).to.include('Tidak ada tanda tangan');
  });

  it('a participation certificate counts on and says that the signature was withdrawn', async () => {
    const issued = await world.certificates.service.issue(people[6]?._id ?? '', 'participation');
    const answer = await fetch(`${world.http.url}/api/v1/certificates/${issued.code}`);
    expect(await answer.json()).to.nested.include({
      state: 'valid',
      'checks.log.reason': 'WITHDRAWN',
      'checks.log.holds': null,
    });
    const shown = await (await fetch(`${world.http.url}/verifikasi/${issued.code}`)).text();
    expect(shown).to.include('Tercatat, lalu ditarik').and.to.not.include('Tanda tangan tercatat');
  });

  it('refuse the action to strangers', async () => {
    const answer = await fetch(`${world.http.url}/kendali/dokumen/ulang`, {
      method: 'POST',
      body: new URLSearchParams({ sesi: world.session().slug }),
      redirect: 'manual',
    });
    expect(answer.status).to.be.oneOf([303, 401, 403]);
  });
});
