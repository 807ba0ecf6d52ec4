// POST /api/livekit/webhook: the media engine reports who came and left.
import type { WebhookEvent } from 'livekit-server-sdk';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { LivekitEngine } from '../embedded/livekit-engine.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import { mediaEventOf, readWebhook } from './webhook.ts';
import type { WitnessService } from './witness-service.ts';

interface Parts {
  witness: Pick<WitnessService, 'keep'>;
  engine: Pick<LivekitEngine, 'connection'>;
  clock: Clock;
  logger: Logger;
  /** The engine reports what became of a recording. */
  onEgress?(info: NonNullable<WebhookEvent['egressInfo']>): Promise<void>;
}

/** One route; only the engine, whose key signs the body, may call it. */
export const createWitnessRoutes = ({
  witness,
  engine,
  clock,
  logger,
  onEgress,
}: Parts): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: '/api/livekit/webhook',
    access: 'signed',
    api: {
      name: 'mediaEvent',
      group: 'service',
      answer: { schema: z.strictObject({ kept: z.boolean() }) },
      takes: ['application/webhook+json'],
      refusals: ['SIGNATURE_INVALID'],
      isLoose: true,
    },
    input: {},
    bodyKind: 'raw',
    async handle({ upload, authorization }) {
      const body = upload?.bytes.toString('utf8') ?? '';
      const event = await readWebhook(body, authorization, engine.connection());
      if (event.egressInfo) await onEgress?.(event.egressInfo);
      const media = mediaEventOf(event, clock.now());
      if (media && !(await witness.keep(media))) {
        logger.debug({ event: media._id }, 'A report of the media engine came twice');
      }
      return json({ kept: media !== undefined });
    },
  }),
];
