// This process's lease: renewed by a conditional write, so that a process that was thought dead
// finds out, and never trusted longer than it lasts.
import type { Clock } from '../core/clock.ts';
import type { ClockWatch } from '../core/clock-watch.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { NodeStore } from './node-store.ts';
import type { NodeFacts } from './presence-model.ts';

/** A node renews its lease this often, and is dead when it has not for `LEASE_MS`. */
export const RENEW_MS = 4_000;
export const LEASE_MS = 15_000;

/** `renewedAt`: until when what the node holds is known. */
export interface Lease {
  node: string;
  renewedAt: Date;
}

export interface NodeLease {
  current(): Lease;
  /** True when the last renewal is longer ago than a lease lasts: the process or the database was
   * away, and others may have swept it. */
  isOverdue(): boolean;
  /** Renews it; false when it has ended. */
  renew(): Promise<boolean>;
  /** Takes a new one and resolves with the one before, which may have ended or not. */
  replace(): Promise<Lease>;
}

export interface LeaseOptions {
  store: NodeStore;
  watch: Pick<ClockWatch, 'now'>;
  monotonic: NonNullable<Clock['monotonic']>;
  random: RandomSource;
  /** Stored with each renewal. */
  facts(): NodeFacts | null;
}

/** Takes the first lease. */
export async function createNodeLease(options: LeaseOptions): Promise<NodeLease> {
  const { store, watch, monotonic } = options;
  let since = monotonic();
  const take = async (): Promise<Lease> => {
    const lease = { node: newId(options.random), renewedAt: watch.now() };
    const at = monotonic();
    await store.take(lease.node, lease.renewedAt);
    since = at;
    return lease;
  };
  let lease = await take();
  return {
    current: () => lease,
    isOverdue: () => monotonic() - since > LEASE_MS,
    async renew() {
      const at = watch.now();
      const before = monotonic();
      if (!(await store.renew(lease.node, at, options.facts()))) return false;
      lease = { ...lease, renewedAt: at };
      since = before;
      return true;
    },
    async replace() {
      const lost = lease;
      lease = await take();
      return lost;
    },
  };
}
