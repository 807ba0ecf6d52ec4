// Checked-in officials who have read every clause: registered straight into the collections (the
// bench measures joining and signing), their clauses ticked through the service as they would be.
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
): Promise<{ id: string; session: string; cookies: string[] }> {
  const { _id: id, slug } = await domains.rehearsals.create(BY, undefined, count);
  for (const step of ['doors', 'live', 'read', 'open-signing'] as const) {
    await domains.rehearsals.step(id, step, BY);
  }
  const seats = (await domains.invitations.list(id)).slice(0, count);
  const people = seats.map((seat) => officialOf(id, seat._id, seat.region));
  // (typed loosely by the driver: it knows ObjectId keys only)
  await connection.collection('registrations').insertMany(people as object[]);
  await tickAll(domains, id, people);
  return { id, session: slug, cookies: people.map((person) => cookieOf(person, tokens)) };
}

const tickAll = async (domains: Ikrar['domains'], id: string, people: Registration[]) => {
  const session = domains.live.find(id);
  if (!session) throw new Error('The rehearsal is not there');
  const clauses = await domains.clausesOf(session);
  for (let clause = 1; clause <= clauses; clause++) {
    await Promise.all(people.map((person) => domains.ceremony.tick(person, session, clause)));
  }
};

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

const cookieOf = (official: Registration, tokens: VisitorTokens): string => {
  const { _id: registration, session, region, generation } = official;
  const payload = { registration, session, region: region ?? '', generation };
  return `${COOKIES.official}=${tokens.official.sign(payload, 3_600)}`;
};
