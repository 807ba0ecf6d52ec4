// What the control room has beside the event: the list "Siap?" and recordings.
import { statfs } from 'node:fs/promises';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { IndependentTime } from './compose-keys.ts';
import type { Stage } from './compose-stage.ts';
import type { SealKeys } from './keys/index.ts';
import {
  createReadinessRoutes,
  createReadinessService,
  type FindFacts,
  type ReadinessFacts,
  readyWords,
} from './readiness/index.ts';
import { createRecorder, createRecordingService, toldOf } from './recording/index.ts';
import { trySeal } from './sealing/index.ts';
import type { SessionDocument } from './sessions/index.ts';

export type ControlParts = ReturnType<typeof composeControl>;

/** A seal that held is believed so long, while the key is the same. */
const SEAL_KEPT_MS = 600_000;
const LOOK_MS = 3_000;
/** Far more changes of the stream than an event has. */
const STREAM_EVENTS = 200;

interface Ground {
  keys: SealKeys;
  independentTime: IndependentTime;
  stage: Pick<Stage, 'memory'>;
}

/** Builds both; recordings are looked after from here on, until `stop`. */
export function composeControl(base: Base, domains: Domains, ground: Ground) {
  const { clock, catalogue, config, engine, database, logger, time } = base;
  const { stores, audit, live, objections } = domains;
  const recorder = createRecorder({
    engine,
    isOn: config.EGRESS,
    isOwn: config.LIVEKIT_URL === undefined,
  });
  const recording = createRecordingService({
    ...{ database, audit, time, recorder },
    store: stores.recordings,
    folder: config.EGRESS_DIR,
  });
  const readiness = createReadinessService({
    ...{ database, audit, clock },
    store: stores.readinessTicks,
    words: (fact) => readyWords(fact, catalogue, 'id'),
    findFacts: findFacts(base, domains, ground, () => recorder.state() === 'ready'),
  });
  const openObjections = objections.countOpen;
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(recording.look).catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'Recordings could not be looked after');
    });
  }, LOOK_MS);
  return {
    recording,
    readiness,
    routes: createReadinessRoutes({ readiness, live, catalogue, openObjections }),
    /** The media engine's report of a recording. */
    async onEgress(info: Parameters<typeof toldOf>[0]) {
      const told = toldOf(info);
      if (told) await recording.take(told);
    },
    /** Calls `touch` with each session whose list or recordings changed in this process. */
    onNews(touch: (session: string) => void) {
      readiness.onChange(touch);
      recording.onChange(touch);
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

const findFacts = (
  base: Base,
  domains: Domains,
  ground: Ground,
  hasRecorder: () => boolean,
): FindFacts => {
  const { database, engine, config, clock } = base;
  const holds = createSealTrial(base, ground);
  return async (session) => {
    const [sealHolds, set, freeBytes, seats, pictureSeenAt, campaign, stage] = await Promise.all([
      holds(),
      database.replicaSet().catch(() => undefined),
      freeBytesOf(config.DATA_DIR),
      domains.stores.seats.count(session._id),
      lastPicture(session, domains),
      domains.campaignOf(session),
      ground.stage.memory.get(session._id),
    ]);
    const { isTrusted, offset } = domains.clockWatch;
    const { state, reason } = engine.status();
    return {
      keys: ground.keys.status(clock.now(), ground.independentTime.roots),
      sealHolds,
      engine: { isReady: state === 'ready', reason },
      pictureSeenAt,
      database: set,
      clock: { isTrusted: isTrusted(), offsetMs: offset() },
      freeBytes,
      speakers: stage.people.map(({ code, title }) => ({ title, isHere: stage.here.has(code) })),
      recording: { isConfigured: hasRecorder() },
      seats,
      declaration: declarationOf(session, campaign),
      issuer: { name: campaign.legalIssuer, isSample: campaign.sample },
      timesArePlaceholders: session.timesArePlaceholders,
    };
  };
};

/** The declaration that the session was made to sign, against the one that would be shown. */
const declarationOf = (
  { declaration }: SessionDocument,
  { declarationSha256 }: { declarationSha256: string | null },
): ReadinessFacts['declaration'] => {
  if (!declaration) return 'none';
  return declaration.sha256 === declarationSha256 ? 'frozen' : 'changed';
};

const freeBytesOf = (folder: string): Promise<number | undefined> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );

/** When a picture last came into the session's room. */
const lastPicture = async (
  session: SessionDocument,
  { audit }: Pick<Domains, 'audit'>,
): Promise<Date | undefined> => {
  const events = await audit.latest(session._id, STREAM_EVENTS, ['stream.changed']);
  const seen = events.find(
    ({ event, data }) =>
      event === 'stream.changed' && 'to' in data && (data.to === 'test' || data.to === 'on air'),
  );
  return seen?.at;
};

/** Tries the seal, and keeps the answer while the key stays the same. */
const createSealTrial = ({ clock, logger }: Base, { keys }: Ground) => {
  let kept: { key: string; at: number; holds: Promise<boolean> } | undefined;
  const attempt = () =>
    trySeal(keys.signer, {
      roots: keys.trustedRoots,
      at: clock.now(),
      revoked: keys.revokedSeals(),
    }).catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'The seal was tried and could not be made');
      return false;
    });
  return async (): Promise<boolean> => {
    const key = keys.sealCertificates.at(-1) ?? '';
    const at = clock.now().getTime();
    if (kept && kept.key === key && at - kept.at < SEAL_KEPT_MS) {
      if (await kept.holds) return true;
    }
    kept = { key, at, holds: attempt() };
    return kept.holds;
  };
};
