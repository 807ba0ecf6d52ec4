// How far an issuing has come, from what is stored: never more than is true.
import { expect } from 'chai';
import type { IssueJob } from '../../server/certificate-desk/job-model.ts';
import { progressOf } from '../../server/certificate-desk/progress-rules.ts';
import { KINDS } from '../../server/certificates/index.ts';

const AT = new Date('2026-10-07T05:00:00.000Z');

const job = (kind: 'system' | 'staff'): IssueJob => ({
  _id: 'uji0000000000000',
  ...{ schemaVersion: 1, session: 's', by: { kind, id: '', label: 'Uji' }, startedAt: AT },
  ...{ state: 'running', totals: {}, made: 20, handledSince: 20, finishedAt: null },
  resumedAt: new Date(AT.getTime() - 10_000),
  activeAt: AT,
});

const facts = (by: 'system' | 'staff') => ({
  kinds: KINDS,
  holdings: Array.from({ length: 20 }, (_, place) => ({
    ...{ kind: 'declaration' as const, subject: `p${place}`, active: true, sha256: 'x' },
  })),
  failures: [],
  job: job(by),
  totals: { declaration: 40, region: 100 },
  now: AT,
});

describe('the progress of an issuing', () => {
  it('counts the time left over what the run makes: the platform leaves long documents', () => {
    expect(progressOf(facts('system'))).to.include({ perSecond: 2, secondsLeft: 10, total: 140 });
    expect(progressOf(facts('staff'))).to.include({ perSecond: 2, secondsLeft: 60 });
  });

  it('waits when no process has given a sign of life, and then tells no pace', () => {
    const later = { ...facts('staff'), now: new Date(AT.getTime() + 16_000) };
    expect(progressOf(later)).to.include({ state: 'waiting' });
  });
});
