// Who is due a certificate of participation, by the session's rule, from what is stored of an event.
import { expect } from 'chai';
import { writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the rule of certificates', function () {
  this.timeout(60_000);
  let app: TestApp;
  /** The first two left early; the last two stayed, and the very last did not sign. */
  let people: string[];

  before(async () => {
    app = await startApp();
    const { db } = app.database.connection;
    if (!db) throw new Error('No database');
    people = await writeEndedEvent(db, { people: 4, brief: 2, endedAt: new Date(), ends: false });
    await db.collection('signatures').deleteOne({ registration: people[3] });
  });
  after(() => app?.stop());

  /** Places of those who would get it, as if the session had ended now under that rule. */
  const due = async (
    participation: 'attended' | 'attended-and-signed' | 'signed' | 'none' | undefined,
  ) => {
    const session = app.session();
    const endedAt = new Date();
    const liveAt = new Date(endedAt.getTime() - 7_200_000).toISOString();
    const status = {
      ...session.status,
      session: 'ended' as const,
      ceremony: 'closed' as const,
      liveAt,
      endedAt: endedAt.toISOString(),
    };
    const ended = {
      ...session,
      status,
      ...(participation && { certificateRule: { participation } }),
    };
    const all = await app.ikrar.certificates.pending.listDue(ended);
    const of = (kind: string) =>
      all.flatMap((one) => (one.kind === kind ? [people.indexOf(one.subject)] : [])).sort();
    expect(of('declaration'), 'who signed always gets it').to.deep.equal([0, 1, 2]);
    return of('participation');
  };

  it('gives it to who attended, unless the session says otherwise', async () => {
    expect(await due(undefined)).to.deep.equal([2, 3]);
    expect(await due('attended')).to.deep.equal([2, 3]);
    expect(await due('attended-and-signed')).to.deep.equal([2]);
    expect(await due('signed')).to.deep.equal([0, 1, 2]);
    expect(await due('none')).to.deep.equal([]);
  });
});
