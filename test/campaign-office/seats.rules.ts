// Offices read from a form, judged, and put together with what somebody else stored meanwhile.
import { expect } from 'chai';
import { editsOf, mergeSeats } from '../../server/campaign-office/seat-edits.ts';
import { fieldsOfPlan } from '../../server/campaign-office/seat-page.ts';
import { readSeats, type SeatPlan } from '../../server/campaign-office/seat-rules.ts';

const PLAN: SeatPlan = {
  seats: {
    inRegions: [
      { code: 'kepala', title: 'Kepala Daerah', required: true },
      { code: 'sekda', title: 'Sekretaris Daerah', required: false },
    ],
    outside: [{ group: 'bkn', code: 'kanreg-01', title: 'Kepala', office: 'Kanreg I' }],
  },
  regionRules: { complete: 'required', signed: 'obliged' },
};
const read = (own: Record<string, string>) =>
  readSeats({ ...fieldsOfPlan(PLAN), ...own }, PLAN.seats);

describe('offices of a campaign', () => {
  it('are the same when nothing is changed', () => {
    expect(read({})).to.deep.equal({ plan: PLAN, problems: {} });
  });

  it('are added with codes of their own, removed, renamed; empty rows are none', () => {
    const { plan, problems } = read({
      ...{ 'd1-nama': ' Sekretaris  Daerah ', 'd0-hapus': 'ya', 'd1-wajib': 'ya' },
      ...{ 'd2-nama': 'Inspektorat', 'd3-nama': '', 'l1-nama': '', 'l1-kantor': '' },
      ...{ 'l2-nama': 'Anggota', 'l2-kantor': 'Kanreg I', 'l2-kelompok': 'bkn' },
    });
    expect(problems).to.deep.equal({});
    expect(plan.seats.inRegions).to.deep.equal([
      { code: 'sekda', title: 'Sekretaris Daerah', required: true },
      { code: 'inspektorat', title: 'Inspektorat', required: false },
    ]);
    expect(plan.seats.outside[1]).to.deep.equal({
      ...{ group: 'bkn', code: 'bkn-kanreg-i', title: 'Anggota', office: 'Kanreg I' },
    });
  });

  it('never take the code of another one', () => {
    const { plan } = read({ 'd0-kode': 'palsu', 'd2-nama': 'Sekda', 'd3-nama': 'Kepala' });
    const codes = plan.seats.inRegions.map(({ code }) => code);
    expect(codes).to.deep.equal(['kepala-daerah', 'sekda', 'sekda-2', 'kepala-2']);
  });

  it('need a name, one of each, and one that counts', () => {
    expect(read({ 'd0-nama': '', 'l0-kantor': 'x'.repeat(81) }).problems).to.deep.equal({
      'd0-nama': { key: 'empty' },
      'l0-kantor': { key: 'long', max: 80 },
    });
    expect(read({ 'd1-nama': 'KEPALA daerah' }).problems).to.deep.equal({
      'd1-nama': { key: 'twice' },
    });
    expect(read({ 'd0-wajib': '' }).problems).to.deep.equal({ daftar: { key: 'noRequired' } });
    expect(read({ 'd0-wajib': '', lengkap: 'all' }).problems).to.deep.equal({});
    expect(read({ 'd0-hapus': 'ya', 'd1-hapus': 'ya' }).problems).to.deep.equal({
      daftar: { key: 'noOffice' },
    });
  });

  it('make a region complete by a number that there is', () => {
    const { plan } = read({ lengkap: 'atLeast', 'lengkap-jumlah': '2', tanda: 'required' });
    expect(plan.regionRules).to.deep.equal({ complete: { atLeast: 2 }, signed: 'required' });
    for (const wrong of ['', '0', '3', '1.5', 'dua']) {
      const { problems } = read({ lengkap: 'atLeast', 'lengkap-jumlah': wrong });
      expect(problems, wrong).to.deep.equal({ lengkap: { key: 'atLeast', max: 2 } });
    }
  });
});

describe('two editors of the offices', () => {
  const [first, second] = PLAN.seats.inRegions;
  if (!first || !second) throw new Error('No offices');
  const withRegions = (inRegions: SeatPlan['seats']['inRegions']): SeatPlan => ({
    ...PLAN,
    seats: { ...PLAN.seats, inRegions },
  });

  it('are put together office by office', () => {
    const added = { code: 'inspektorat', title: 'Inspektorat', required: false };
    const stored = withRegions([{ ...first, title: 'Bupati' }, second, added]);
    const mine = withRegions([first, { ...second, required: true }]);
    const merged = mergeSeats(editsOf(PLAN), mine, stored);
    expect(merged.both).to.deep.equal([]);
    expect(merged.theirs).to.deep.equal(['kepala', 'inspektorat']);
    expect(merged.plan.seats.inRegions).to.have.deep.members([
      { ...first, title: 'Bupati' },
      { ...second, required: true },
      added,
    ]);
  });

  it('keep what the second typed where both changed one, also one that is gone', () => {
    const mine = withRegions([{ ...first, title: 'Wali Kota' }, second]);
    const renamed = mergeSeats(editsOf(PLAN), mine, withRegions([{ ...first, title: 'Bupati' }]));
    expect(renamed.both).to.deep.equal(['kepala']);
    expect(renamed.theirs).to.deep.equal(['sekda']);
    expect(renamed.plan.seats.inRegions).to.deep.equal([{ ...first, title: 'Wali Kota' }]);
    const removed = mergeSeats(editsOf(PLAN), mine, withRegions([second]));
    expect(removed.both).to.deep.equal(['kepala']);
    expect(removed.plan.seats.inRegions).to.have.length(2);
  });

  it('see the rules as one value', () => {
    const mine = { ...PLAN, regionRules: { complete: 'all', signed: 'obliged' } as const };
    const stored = { ...PLAN, regionRules: { complete: 'required', signed: 'required' } as const };
    const merged = mergeSeats(editsOf(PLAN), mine, stored);
    expect(merged.both).to.deep.equal(['aturan']);
    expect(merged.plan.regionRules).to.deep.equal(mine.regionRules);
  });
});
