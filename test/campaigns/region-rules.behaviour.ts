// The rules of the regions as the board follows them: those of the campaign, and the default ones for
// a campaign that was stored before there were any to choose from.
import { expect } from 'chai';
import { createCampaignStore, DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';
import { act, KENDAL, SEKDA, seatOf } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';

describe('region rules', function () {
  this.timeout(30_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  it('are the default ones for a campaign without', async () => {
    const { connection } = app.database;
    await connection.collection('campaigns').updateMany({}, { $unset: { regionRules: 1 } });
    const store = createCampaignStore(connection);
    for (const campaign of await store.list()) {
      expect(campaign.regionRules).to.deep.equal(DEFAULT_REGION_RULES);
      const found = await store.find(campaign._id);
      expect(found?.regionRules).to.deep.equal(DEFAULT_REGION_RULES);
    }
  });

  it('decide what the board shows', async () => {
    const { connection } = app.database;
    await connection
      .collection('campaigns')
      .updateMany({}, { $set: { regionRules: { complete: { atLeast: 1 }, signed: 'obliged' } } });
    const other = await startApp({ database: app.database });
    try {
      await act(other, 'open-doors');
      const { boards, registrations, attendance } = other.ikrar.domains;
      const input = {
        name: 'Pejabat Uji',
        acting: '',
        contact: '0800 000',
        pin: '135790',
      } as const;
      const made = await registrations.register(await seatOf(other, KENDAL, SEKDA), input, '');
      await attendance.renewPlain(await registrations.checkIn(made._id, 'doors', ''));
      const session = other.session()._id;
      const kendal = async () =>
        (await boards.snapshot(session)).rows.find(([code]) => code === KENDAL);
      await becomes(kendal, [KENDAL, 2, 5, 1, 0], { what: 'row of the region' });
    } finally {
      await other.stop();
    }
  });
});
