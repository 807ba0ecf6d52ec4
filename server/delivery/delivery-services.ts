// What the pages of deliveries are built from; the composition root hands it in.
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { DeliverySources } from './delivery-facts.ts';
import type { DeliveryService } from './delivery-service.ts';

export interface DeliveryServices {
  delivery: DeliveryService;
  sources: DeliverySources;
  audit: Pick<Audit, 'write'>;
  site: {
    live: LiveSessions;
    clock: Clock;
    /** False without a mail server. */
    canSend: boolean;
    perMinute: number;
    openObjections: (session: string) => Promise<number>;
    wake: () => void;
  };
}
