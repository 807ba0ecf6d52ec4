// The keys that seal and the authority that gives independent time, from the configuration.
import { join } from 'node:path';
import type { Base } from './compose-base.ts';
import type { Config } from './config.ts';
import {
  createKeyDeskRoutes,
  createKeyWatch,
  createSharedCertificateStore,
} from './key-desk/index.ts';
import {
  createTimestamper,
  type KeySource,
  openSealKeys,
  readRoots,
  type SealKeys,
  type Timestamper,
} from './keys/index.ts';

/** Where a configuration keeps its keys, and who certifies them. */
export const keySourceOf = ({
  config,
  clock,
  random,
}: Pick<Base, 'config' | 'clock' | 'random'>): KeySource => ({
  keysDir: join(config.DATA_DIR, 'keys'),
  organization: 'Ikrar',
  publicUrl: config.publicUrl,
  p12: ownSeal(config),
  now: clock.now(),
  random,
});

/** Opens or makes the sealing keys; KeyError when they can't be used. */
export const openKeys = (base: Base): Promise<SealKeys> => openSealKeys(keySourceOf(base));

const ownSeal = ({ SEAL_P12, SEAL_P12_PASSWORD, SEAL_LEVEL }: Config) =>
  SEAL_P12 ? { file: SEAL_P12, password: SEAL_P12_PASSWORD ?? '', level: SEAL_LEVEL } : undefined;

/** The keys' page, what is published of them, and the watch over them (not yet started). */
export function composeKeyDesk(
  { catalogue, clock, logger, database }: Base,
  keys: SealKeys,
  { roots: tsaRoots, timestamper }: IndependentTime,
) {
  const store = createSharedCertificateStore(database.connection);
  const tsaState = () => timestamper?.state();
  return {
    routes: createKeyDeskRoutes({ keys, tsaRoots, tsaState, catalogue, clock }),
    watch: createKeyWatch({ keys, store, tsaRoots, clock, logger }),
  };
}

/** Independent time: who gives it, if anybody, and whose stamps are believed. */
export interface IndependentTime {
  /** Nothing without TSA_URL. */
  timestamper: Timestamper | undefined;
  /** Roots (DER) of TSA_ROOT, former authorities' included. */
  roots: Buffer[];
}

/** Reads TSA_URL and TSA_ROOT; KeyError when the roots can't be read. Asks nothing yet. */
export function openIndependentTime({ config, clock, random }: Base): IndependentTime {
  const { TSA_URL: url, TSA_ROOT: file, TSA_TIMEOUT: timeoutMs } = config;
  const roots = file || url ? readRoots(file ?? '') : [];
  const timestamper = url ? createTimestamper({ url, roots, timeoutMs, clock, random }) : undefined;
  return { timestamper, roots };
}
