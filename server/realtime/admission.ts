// Who is let into this process now and who waits: the queue, and the tickets that keep a place.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { RandomSource } from '../core/random.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { type AdmissionQueue, createAdmissionQueue } from './admission-queue.ts';

/** Lets a handshake in; call what it returns when the handshake has ended. */
export interface Admission {
  /** Throws ADMISSION_WAIT with position, waitMs and ticket for somebody whose turn is not now. */
  enter(auth: unknown): () => void;
  /** How many wait. */
  waiting(): number;
}

export interface AdmissionSettings {
  clock: Clock;
  random: RandomSource;
  /** How many officials and onlookers are let in each second. */
  perSecond: number;
}

/** Who leads the event does not stand behind the crowd: a few, in a lane of their own. */
const LEADING = { perSecond: 20, handshakesMax: 10 };
const LEADING_PAGES = ['control', 'lectern', 'matrix'];
const TICKET_SECONDS = 3_600;

const authSchema = z.object({ page: z.string().optional(), ticket: z.string().optional() });
const ticketSchema = z.object({ lane: z.string(), number: z.int() });

/** Nobody waits yet. Tickets are of this process: one of another queues anew. */
export function createAdmission({ clock, random, perSecond }: AdmissionSettings): Admission {
  const parts = {
    now: () => performance.now(),
    random: () => random(4).readUInt32LE() / 2 ** 32,
  };
  const lanes: Record<'crowd' | 'leading', AdmissionQueue> = {
    crowd: createAdmissionQueue({ perSecond, handshakesMax: perSecond, ...parts }),
    leading: createAdmissionQueue({ ...LEADING, ...parts }),
  };
  const secret = random(32);
  const tickets = createTokenSigner({ secret, purpose: 'admission', schema: ticketSchema, clock });
  return {
    enter(given) {
      const auth = authSchema.safeParse(given).data ?? {};
      const lane = LEADING_PAGES.includes(auth.page ?? '') ? 'leading' : 'crowd';
      const held = tickets.read(auth.ticket);
      const answer = lanes[lane].ask(held?.lane === lane ? held.number : undefined);
      if (answer.kind === 'in') return lanes[lane].ended;
      const { number, position, waitMs } = answer;
      const ticket = tickets.sign({ lane, number }, TICKET_SECONDS);
      throw new AppError('ADMISSION_WAIT', { position, waitMs, ticket });
    },
    waiting: () => lanes.crowd.waiting() + lanes.leading.waiting(),
  };
}
