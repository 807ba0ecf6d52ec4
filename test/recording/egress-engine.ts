// The application's media engine when the stand-in is the configured one.

import type { LivekitEngine } from '../../server/embedded/livekit.ts';
import { watchConfiguredLivekit } from '../../server/embedded/livekit-configured.ts';
import { KEYS, type StandIn } from './egress-stand-in.ts';

/** The environment of somebody who has set up Egress. */
export const egressEnvironment = ({ url }: Pick<StandIn, 'url'>): Record<string, string> => ({
  EGRESS: 'on',
  LIVEKIT_URL: url,
  LIVEKIT_API_KEY: KEYS.apiKey,
  LIVEKIT_API_SECRET: KEYS.apiSecret,
});

/** The engine that follows the stand-in as it would follow a LiveKit of somebody's own. */
export const egressEngine = ({ url }: Pick<StandIn, 'url'>): LivekitEngine =>
  watchConfiguredLivekit({ url, ...KEYS, probeMs: 200 });
