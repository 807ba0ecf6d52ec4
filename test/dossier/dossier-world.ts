// A rehearsal that was held, straight in the collections: who came and signed, who left at once,
// ticks of clauses; and what staff change afterwards: a withdrawn signature, corrected minutes.
import type { mongo } from 'mongoose';
import type { SessionDocument } from '../../server/sessions/index.ts';
import { endSession, writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { BY } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

export const PEOPLE = 24;
/** Of those, so many left after a minute. */
export const BRIEF = 3;
export const FORMULA = '=HYPERLINK("https://contoh.invalid";"Klik")';
type Document = mongo.Document & { _id: string };

export interface HeldRehearsal {
  session(): SessionDocument;
  /** Registrations in the order of their seats' ids. */
  people: string[];
  db: mongo.Db;
}

/** Makes the rehearsal and ends it; resolves when the log covers every signature. */
export async function heldRehearsal(app: TestApp): Promise<HeldRehearsal> {
  const { db } = app.database.connection;
  if (!db) throw new Error('No database');
  const { rehearsals, live } = app.ikrar.domains;
  const { _id } = await rehearsals.create(BY, undefined, 60);
  const endedAt = new Date(Date.now() - 60_000);
  const options = { people: PEOPLE, brief: BRIEF, endedAt, session: _id };
  const people = await writeEndedEvent(db, { ...options, ends: false });
  await writeTicks(db, _id, people);
  await db
    .collection<Document>('registrations')
    .updateOne({ _id: people[1] ?? '' }, { $set: { name: FORMULA } });
  await endSession(db, { from: new Date(endedAt.getTime() - 7_200_000), endedAt, session: _id });
  await until('the end', () => live.find(_id)?.status.session === 'ended');
  await logged(app, _id, PEOPLE);
  return {
    session() {
      const found = live.find(_id);
      if (!found) throw new Error('The rehearsal is gone');
      return found;
    },
    people,
    db,
  };
}

/** Resolves when a head covers so many leaves. */
export const logged = (app: TestApp, session: string, size: number): Promise<void> =>
  until(`a head over ${size} leaves`, async () => {
    return (await app.ikrar.log.service.headOf(session))?.size === size;
  });

/** The first half ticked with the reader, the others afterwards; the last one only one clause. */
async function writeTicks(db: mongo.Db, session: string, people: string[]): Promise<void> {
  const from = Date.now() - 3_600_000;
  await db.collection<Document>('readings').insertMany(
    people.map((_id, place) => {
      const clauses = place === people.length - 1 ? [1] : [1, 2, 3, 4];
      const entries = <T>(of: (clause: number) => T) =>
        Object.fromEntries(clauses.map((clause) => [String(clause), of(clause)]));
      return {
        _id,
        session,
        ticks: entries((clause) => new Date(from + clause * 60_000)),
        together: entries(() => place < people.length / 2),
      };
    }),
  );
}

/** A signature is withdrawn by its form in the control room. */
export async function withdraw(staff: TestBrowser, person: string): Promise<void> {
  const answer = await staff.submit(
    `/kendali/orang/${person}`,
    { reason: 'Diminta penanda tangan', pasti: '1' },
    { action: `/kendali/orang/${person}/cabut` },
  );
  if (answer.status !== 200) throw new Error(`Not withdrawn: ${answer.status}`);
}

/** Minutes are corrected by their form in the control room. */
export async function correct(staff: TestBrowser, person: string, minutes: number): Promise<void> {
  const answer = await staff.submit(
    `/kendali/orang/${person}`,
    { minutes: String(minutes), reason: 'Perangkat mati' },
    { action: `/kendali/orang/${person}/koreksi` },
  );
  if (answer.status !== 200) throw new Error(`Not corrected: ${answer.status}`);
}
