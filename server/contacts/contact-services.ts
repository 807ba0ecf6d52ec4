// What the page "Kontak" is built from; the composition root hands it in.
import type { Catalogue } from '../http/catalogue.ts';
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { ContactStore } from './contact-store.ts';
import type { ImportService } from './import-service.ts';

export interface ContactServices {
  store: ContactStore;
  imports: ImportService;
  people: {
    seatsOf: (session: string) => Promise<Seat[]>;
    regionsOf: (session: SessionDocument) => Promise<Region[]>;
    openObjections: (session: string) => Promise<number>;
  };
  live: Pick<LiveSessions, 'find' | 'list' | 'findDefault' | 'findBySlug'>;
  catalogue: Catalogue;
  /** Looks for imports to take over now. */
  wake: () => void;
}
