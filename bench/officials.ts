// Checked-in officials who have read every clause, written straight into the collections: the
// bench measures joining and signing, not registering.
import type { Ikrar } from '../server/compose.ts';
import type { Connection } from '../server/core/database.ts';
import { newId } from '../server/core/ids.ts';
import { systemRandom } from '../server/core/random.ts';
import { COOKIES, type VisitorTokens } from '../server/http/visitor.ts';
import type { Registration } from '../server/registrations/index.ts';

const BY = { actor: { kind: 'system', id: 'bench', label: 'Bench' }, address: '' } as const;

/** A rehearsal whose signing is open, and the cookie of each of its officials. */
export async function prepareOfficials(
  { domains }: Ikrar,
  connection: Connection,
  tokens: VisitorTokens,
  count: number,
): Promise<{ session: string; cookies: string[] }> {
  const { _id: session, slug } = await domains.rehearsals.create(BY);
  for (const step of ['doors', 'live', 'read', 'open-signing'] as const) {
    await domains.rehearsals.step(session, step, BY);
  }
  const seats = await domains.invitations.list(session);
  const people = Array.from({ length: count }, (_, index) =>
    // More officials than seats: the others' seats are on no board.
    officialOf(session, seats[index]?._id ?? `seat-${index}`, seats[index]?.region ?? null),
  );
  // (typed loosely by the driver: it knows ObjectId keys only)
  await connection.collection('registrations').insertMany(people as object[]);
  await connection.collection('readings').insertMany(people.map(readingOf) as object[]);
  return { session: slug, cookies: people.map((person) => cookieOf(person, tokens)) };
}

const officialOf = (session: string, seat: string, region: string | null): Registration => ({
  _id: newId(systemRandom),
  schemaVersion: 1,
  session,
  seat,
  region,
  office: 'sekretaris-daerah',
  required: true,
  name: 'Pejabat Uji',
  acting: '',
  contact: '0812 0000',
  identifiedBy: 'link',
  pinHash: null,
  generation: 1,
  active: true,
  registeredAt: new Date(),
  checkedInAt: new Date(),
  ended: null,
});

const readingOf = ({ _id, session }: Registration): object => {
  const ticks = Object.fromEntries([1, 2, 3, 4].map((clause) => [clause, new Date()]));
  return { _id, session, ticks };
};

const cookieOf = (official: Registration, tokens: VisitorTokens): string => {
  const { _id: registration, session, region, generation } = official;
  const payload = { registration, session, region: region ?? '', generation };
  return `${COOKIES.official}=${tokens.official.sign(payload, 3_600)}`;
};
