// A campaign's emblem: sent by an owner, shown on public pages and in letters, taken away again.
import { expect } from 'chai';
import { formTokenIn } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { createOfficeWorld, type OfficeWorld, SOURCE, sendEmblem } from './office-world.ts';
import { pngOf } from './png-maker.ts';

describe('the emblem of a campaign', function () {
  this.timeout(60_000);
  let world: OfficeWorld;
  const page = `/kendali/kampanye/${SOURCE}`;
  before(async () => {
    world = await createOfficeWorld();
  });
  after(() => world?.stop());

  const send = (bytes: Buffer, own: Record<string, string> = {}) =>
    sendEmblem(world.app, world.owner, SOURCE, bytes, own);
  const stored = async () => (await world.all('campaigns', { slug: SOURCE }))[0];

  it('is refused when it is no PNG, and the page says why', async () => {
    const { status, text } = await send(Buffer.from('<svg onload="alert(1)"/>'));
    expect(status).to.equal(400);
    expect(text).to.include('Berkas ini bukan PNG');
    expect(await world.all('campaign_emblems')).to.deep.equal([]);
    expect(await stored()).to.include({ emblem: null, version: 1 });
  });

  it('stands on every public page, with headers that let nothing run', async () => {
    expect((await send(pngOf())).status).to.equal(303);
    const emblem = String((await stored())?.emblem);
    const path = `/lambang/${emblem}.png`;
    const visitor = world.app.visitor();
    await until('the front page follows', async () =>
      (await visitor.open('/')).text.includes(`<img src="${path}" alt=""`),
    );
    expect((await visitor.open('/verifikasi')).text).to.include(path);
    const answer = await fetch(world.app.url + path);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('image/png');
    expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'");
    expect(answer.headers.get('cache-control')).to.include('immutable');
    expect(Buffer.from(await answer.arrayBuffer()).equals(pngOf())).to.equal(true);
    expect((await fetch(`${world.app.url}/lambang/aaaaaaaaaaaaaaaa.png`)).status).to.equal(404);
    const [event] = await world.all('audit', { event: 'campaign.changed' });
    expect(event?.data).to.deep.equal({ campaign: SOURCE, part: 'emblem', fields: ['emblem'] });
  });

  it('is in the letters to regions', async () => {
    const { slug } = world.app.session();
    const answer = await fetch(`${world.app.url}/kendali/undangan/${slug}/surat.zip`, {
      headers: { cookie: world.owner.cookies() },
    });
    let sent = '';
    for await (const part of answer.body ?? []) {
      sent += Buffer.from(part).toString('latin1');
      if (sent.includes('/Subtype /Image') || sent.length > 1_000_000) break;
    }
    expect(sent).to.include('/Subtype /Image');
  });

  it('is not changed by who saw an older version', async () => {
    const { status, text } = await send(pngOf({ width: 200 }), { versi: '1' });
    expect(status).to.equal(409);
    expect(text).to.include('Petugas lain mendahului');
    expect(await world.all('campaign_emblems')).to.have.length(1);
  });

  it('is taken away', async () => {
    const answer = await world.owner.submit(page, {}, { action: `${page}/lambang/hapus` });
    expect(answer.status).to.equal(200);
    expect(await stored()).to.include({ emblem: null });
    const visitor = world.app.visitor();
    await until(
      'the front page follows',
      async () => !(await visitor.open('/')).text.includes('/lambang/'),
    );
    const _csrf = formTokenIn((await world.owner.open(page)).text);
    const late = await world.owner.post(`${page}/lambang/hapus`, { _csrf, versi: '1' });
    expect(late.status).to.equal(409);
  });
});
