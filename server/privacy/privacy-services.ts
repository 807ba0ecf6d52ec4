// What the pages on personal data are built from; the composition root hands it in.
import type { Audit } from '../audit/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Connection, Database } from '../core/database.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { OfficialServices } from '../official/index.ts';
import type { Registration, RegistrationStore } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { SignatureDocument } from '../signatures/index.ts';
import type { Erasure } from './erasure-model.ts';
import type { ErasureScope, ScopedPerson } from './erasure-plan.ts';
import type { ErasureService } from './erasure-service.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { NoticeService } from './notice-service.ts';
import { isOver } from './retention-rules.ts';
import type { RetentionService } from './retention-service.ts';

export interface PrivacyServices {
  official: OfficialServices;
  catalogue: Catalogue;
  notices: NoticeService;
  erasures: ErasureService;
  erasureStore: ErasureStore;
  retention: RetentionService;
  people: PrivacyPeople;
  ground: { connection: Connection; database: Database; audit: Audit; clock: Clock };
}

/** What is asked of the other domains. */
export interface PrivacyPeople {
  findCampaign(id: string): Promise<Campaign | undefined>;
  sessions(): SessionDocument[];
  findRegistration(id: string): Promise<Registration | undefined>;
  findSignature(registration: string): Promise<SignatureDocument | undefined>;
  registrations: Pick<RegistrationStore, 'correctOwn' | 'findActiveOfSeat'>;
  /** As the database has it. */
  hasSigningOpened(session: string, transaction: ClientSession): Promise<boolean>;
  canPrint(name: string): boolean;
  openObjections(session: string): Promise<number>;
}

/** Who a person is to the inventory, as of now. */
export async function personOf(
  { people }: Pick<PrivacyServices, 'people'>,
  registration: Pick<
    Registration,
    '_id' | 'session' | 'seat' | 'region' | 'registeredAt' | 'ended'
  >,
): Promise<ScopedPerson> {
  const [holder, signature] = await Promise.all([
    people.registrations.findActiveOfSeat(registration.seat),
    people.findSignature(registration._id),
  ]);
  const session = people.sessions().find(({ _id }) => _id === registration.session);
  return {
    registration: registration._id,
    seat: registration.seat,
    isSeatTaken: holder !== undefined && holder._id !== registration._id,
    registeredAt: registration.registeredAt,
    leftAt: registration.ended?.at ?? null,
    isBeforeEnd: session !== undefined && !isOver(session),
    region: registration.region,
    leafHash: signature?.leafHash ?? null,
  };
}

type ImportsOf = (session: string, upTo?: Date | null) => Promise<string[]>;

/** The scope of an erasure; throws for a request whose registration never was. */
export const createScopeOf =
  (services: Pick<PrivacyServices, 'people'>, importsOf: ImportsOf) =>
  async ({ session, registration }: Erasure): Promise<ErasureScope> => {
    if (registration === null) {
      return { session, person: null, imports: await importsOf(session) };
    }
    const found = await services.people.findRegistration(registration);
    if (!found) throw new Error(`No registration ${registration} to erase`);
    const person = await personOf(services, found);
    // Files of later are work on those who come.
    const imports = await importsOf(session, person.isBeforeEnd ? person.leftAt : null);
    return { session, person, imports };
  };
