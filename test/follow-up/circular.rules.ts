// What a circular may be, which version counts, the board's figures, and which PDFs are plain.
import { expect } from 'chai';
import { AppError } from '../../server/core/app-error.ts';
import { requirePlainPdf } from '../../server/follow-up/circular-file.ts';
import type { Circular } from '../../server/follow-up/circular-model.ts';
import {
  circularProblem,
  latestDay,
  standingCirculars,
  tidyCircular,
} from '../../server/follow-up/circular-rules.ts';
import {
  byProvince,
  countsOf,
  filtered,
  followedRegions,
  queryOf,
} from '../../server/follow-up/follow-up-board.ts';

const NOW = new Date('2020-10-08T03:00:00Z');
const by = { kind: 'staff', id: 'uji', label: 'Petugas uji' } as const;
const circular = (region: string, version: number, isWithdrawn = false): Circular => ({
  ...{ _id: `k:${region}:${version}`, campaign: 'k', region, version, number: `800/${version}` },
  ...{ date: '2020-10-08', file: { sha256: 'ab'.repeat(32), size: 1 }, at: NOW, by },
  withdrawn: isWithdrawn ? { at: NOW, by, reason: 'uji' } : null,
});
const region = (code: string, provinceCode: string) => ({
  ...{ code, name: `Daerah ${code}`, level: 'kabupaten', provinceCode },
  ...{ province: `Provinsi ${provinceCode}`, timezone: 'Asia/Jakarta', ordinal: 0 },
});

describe('circulars', () => {
  it('have a number and a day that has come somewhere in Indonesia', () => {
    const problem = (number: string, date: string, now = NOW) =>
      circularProblem(tidyCircular({ number, date }), now);
    expect(problem(' 800 /  12/2020 ', '2020-10-08')).to.equal(undefined);
    expect(tidyCircular({ number: ' 800 /  12 ', date: '' }).number).to.equal('800 / 12');
    expect(problem('', '2020-10-08')).to.equal('NUMBER_MISSING');
    expect(problem('8'.repeat(81), '2020-10-08')).to.equal('NUMBER_TOO_LONG');
    expect(problem('800\u202e12', '2020-10-08')).to.equal('NUMBER_MALFORMED');
    for (const day of ['', '8/10/2020', '2020-02-30', '2020-13-01', '+020-01-01']) {
      expect(problem('1', day), day).to.equal('DATE_MALFORMED');
    }
    expect(problem('1', '2020-10-09')).to.equal('DATE_FUTURE');
    expect(problem('1', '1999-12-31')).to.equal('DATE_EARLY');
    // Half past midnight in Jayapura is still the evening before in Jakarta.
    const night = new Date('2020-10-08T15:30:00Z');
    expect(latestDay(night)).to.equal('2020-10-09');
    expect(problem('1', '2020-10-09', night)).to.equal(undefined);
    expect(problem('1', '2020-10-10', night)).to.equal('DATE_FUTURE');
  });

  it('stand as their newest version, unless that was withdrawn', () => {
    const all = [
      ...[circular('33.24', 1), circular('33.24', 2)],
      ...[circular('12.06', 1), circular('12.06', 2, true)],
      ...[circular('12.09', 1, true), circular('12.09', 2)],
    ];
    const standing = standingCirculars(all.reverse());
    expect([...standing.keys()].sort()).to.deep.equal(['12.09', '33.24']);
    expect(standing.get('33.24')?.version).to.equal(2);
  });

  it('are counted and filtered by province and state', () => {
    const regions = [region('12.06', '12'), region('33.24', '33'), region('33.03', '33')];
    const standing = standingCirculars([circular('33.24', 1)]);
    const before = followedRegions(regions, standing, undefined);
    expect(countsOf(before)).to.deep.equal({ total: 3, issued: 1, missing: 2, signed: 0 });
    // Nobody has not signed before signing was opened.
    const everywhere = { province: undefined, group: undefined };
    expect(filtered(before, { ...everywhere, group: 'tanpa-ikrar' })).to.deep.equal([]);
    const all = followedRegions(regions, standing, new Set(['12.06']));
    const codes = (filter: Parameters<typeof filtered>[1]) =>
      filtered(all, filter).map(({ code }) => code);
    expect(codes({ ...everywhere, group: 'ada' })).to.deep.equal(['33.24']);
    expect(codes({ province: '33', group: 'belum' })).to.deep.equal(['33.03']);
    expect(codes({ ...everywhere, group: 'tanpa-ikrar' })).to.deep.equal(['33.24', '33.03']);
    expect(byProvince(all).map(({ name, rows }) => [name, rows.length])).to.deep.equal([
      ['Provinsi 12', 1],
      ['Provinsi 33', 2],
    ]);
    expect(queryOf({ province: '33', group: 'ada' })).to.equal('?provinsi=33&keadaan=ada');
    expect(queryOf(everywhere)).to.equal('');
  });

  it('are plain PDFs: neither locked nor with scripts or attachments', () => {
    const codeOf = (body: string) => {
      try {
        requirePlainPdf(Buffer.from(body, 'latin1'));
        return 'plain';
      } catch (error) {
        return error instanceof AppError ? error.code : String(error);
      }
    };
    const pdf = (trailer: string) =>
      `%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< ${trailer} >>\n`;
    expect(codeOf(pdf(''))).to.equal('plain');
    expect(codeOf('<html>')).to.equal('NOT_A_PDF');
    expect(codeOf('PK\u0003\u0004')).to.equal('NOT_A_PDF');
    expect(codeOf(pdf('/Encrypt 4 0 R'))).to.equal('PDF_ENCRYPTED');
    expect(codeOf(pdf('/S /JavaScript /JS (x)'))).to.equal('PDF_ACTIVE');
    expect(codeOf(pdf('/Type /EmbeddedFile'))).to.equal('PDF_ACTIVE');
    expect(codeOf(pdf('/S /Launch'))).to.equal('PDF_ACTIVE');
  });
});
