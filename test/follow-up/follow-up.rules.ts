// What an office of Bawaslu and an entry of the library may be: each refusal by its own row.
import { expect } from 'chai';
import {
  ENTRY_MAX,
  entryProblem,
  START_LIST,
  tidyEntry,
} from '../../server/follow-up/library-rules.ts';
import {
  createRowCheck,
  findColumns,
  isBlank,
  officeProblem,
  PROBLEMS,
  tidyOffice,
} from '../../server/follow-up/reporting-rules.ts';
import { testCatalogue } from '../support/http.ts';

const OFFICE = {
  ...{ office: 'Bawaslu Kabupaten Uji', address: 'Jalan Uji 1', phone: '(021) 555-0100' },
  ...{ email: 'kantor@contoh.go.id', web: 'https://uji.contoh.go.id' },
};
const REGIONS = [
  {
    ...{ code: '33.24', level: 'kabupaten', name: 'Kabupaten Kendal', provinceCode: '33' },
    ...{ province: 'Jawa Tengah', timezone: 'Asia/Jakarta', ordinal: 0 },
  },
];
const HEADER = ['Kode daerah', 'Kantor', 'Alamat', 'Telepon', 'Email', 'Web'];
const cells = (own: Partial<typeof OFFICE> = {}, region = '33.24') => {
  const { office, address, phone, email, web } = { ...OFFICE, ...own };
  return [region, office, address, phone, email, web];
};
const checkOf = () => {
  const columns = findColumns(HEADER);
  if ('missing' in columns) throw new Error('A column is missing');
  return createRowCheck(columns, REGIONS);
};

describe('an office of Bawaslu', () => {
  const bad: [string, Partial<typeof OFFICE>, string][] = [
    ['without a name', { office: ' ' }, 'OFFICE_MISSING'],
    ['that nobody can reach', { address: '', phone: '', email: '', web: '' }, 'NO_WAY'],
    ['with half an address of e-mail', { email: 'kantor@contoh' }, 'EMAIL_MALFORMED'],
    ['with words for a telephone', { phone: 'hubungi piket' }, 'PHONE_MALFORMED'],
    ['with a script for a page', { web: 'javascript:alert(1)' }, 'WEB_MALFORMED'],
    ['with a page on no host', { web: 'contoh' }, 'WEB_MALFORMED'],
    ['with an endless address', { address: 'a'.repeat(301) }, 'TOO_LONG'],
  ];
  for (const [what, own, problem] of bad) {
    it(`${what} is refused`, () => {
      expect(officeProblem(tidyOffice({ ...OFFICE, ...own }))).to.include({ problem });
      expect(checkOf()({ line: 2, cells: cells(own) })).to.include({ line: 2, problem });
    });
  }

  it('may lack what is not known, and gets the scheme that people leave out', () => {
    const office = tidyOffice({ ...OFFICE, address: '', email: '', web: 'uji.contoh.go.id' });
    expect(officeProblem(office)).to.equal(undefined);
    expect(office.web).to.equal('https://uji.contoh.go.id');
    expect(
      isBlank(tidyOffice({ office: ' ', address: '', phone: '', email: '', web: '' })),
    ).to.equal(true);
  });

  it('a row finds its region by code or by name, once; others are told', () => {
    const check = checkOf();
    expect(check({ line: 2, cells: cells({}, 'kabupaten kendal') })).to.include({
      region: '33.24',
    });
    expect(check({ line: 3, cells: cells() })).to.include({ problem: 'REGION_TWICE', value: '2' });
    expect(check({ line: 4, cells: cells({}, '99.99') })).to.include({ problem: 'REGION_UNKNOWN' });
    expect(check({ line: 5, cells: cells({}, '') })).to.include({ problem: 'REGION_MISSING' });
  });

  it('a file without regions or offices is no such file', () => {
    expect(findColumns(['Kantor', 'Email'])).to.deep.equal({ missing: 'daerah' });
    expect(findColumns(['Kode', 'Email'])).to.deep.equal({ missing: 'kantor' });
  });

  it('every problem has its sentence', () => {
    for (const problem of PROBLEMS) {
      expect(testCatalogue().has(`reporting.problems.${problem}`), problem).to.equal(true);
    }
  });
});

describe('an entry of the library', () => {
  const entry = { title: 'Undang-Undang Uji', note: '', link: '' };
  it('needs a title, and a link of the web where it has one', () => {
    expect(entryProblem(tidyEntry(entry))).to.equal(undefined);
    expect(entryProblem(tidyEntry({ ...entry, title: ' ' }))).to.equal('TITLE_MISSING');
    expect(entryProblem({ ...entry, link: 'javascript:alert(1)' })).to.equal('LINK_MALFORMED');
    expect(entryProblem({ ...entry, link: 'contoh' })).to.equal('LINK_MALFORMED');
    const long = { ...entry, note: 'a'.repeat(ENTRY_MAX.note + 1) };
    expect(entryProblem(long)).to.equal('TOO_LONG');
  });

  it('the list to begin with has a title and a note for each, short enough', () => {
    const catalogue = testCatalogue();
    for (const key of START_LIST) {
      const text = (part: string) => catalogue.text('id', `library.start.${key}.${part}`);
      const typed = { title: text('title'), note: text('note'), link: '' };
      expect(entryProblem(tidyEntry(typed)), key).to.equal(undefined);
    }
  });
});
