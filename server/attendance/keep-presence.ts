// The pulse of presence: compares the clock, renews the lease or takes a new one, writes what had
// to wait, and sweeps what dead processes and left plain pages hold open.
import type { ClockWatch } from '../core/clock-watch.ts';
import type { Logger } from '../core/logger.ts';
import { PLAIN_GRACE_MS } from '../protocol/limits.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { HeldPresence } from './held-presence.ts';
import { LEASE_MS, type Lease, type NodeLease } from './node-lease.ts';
import type { NodeStore } from './node-store.ts';
import type { PresenceStore } from './presence-store.ts';
import type { PieceWriter } from './stored-pieces.ts';

/** A lease that ended is remembered this long: a process that wakes up may write once more. */
const REMEMBER_MS = 3_600_000;

export interface PresenceKeeper {
  /** One pulse. The lease never waits for the rest: in a storm that may take longer than it lasts. */
  pulse(): Promise<void>;
  /**
   * Closes what is stored of a session that is no longer open: at once when its doors were closed;
   * with the next pulse, but as of the end, when it has ended. No board that hears of the end a
   * little later shall see everybody leave before it.
   */
  endSession(session: SessionDocument): Promise<void>;
}

export interface KeeperParts {
  stores: { presence: PresenceStore; nodes: NodeStore };
  watch: ClockWatch;
  lease: NodeLease;
  held: HeldPresence;
  writer: PieceWriter;
  logger: Logger;
}

export function createPresenceKeeper(parts: KeeperParts): PresenceKeeper {
  const { watch, lease, held, writer, logger } = parts;
  const lost = new Set<Lease>();
  const ended = new Map<string, () => Promise<void>>();
  /** What a crash or the database's absence left undone, oldest first. */
  const catchUp = async (): Promise<void> => {
    await writer.retry();
    for (const one of lost) {
      await parts.stores.presence.closeOfNode(one.node, one.renewedAt);
      await parts.stores.nodes.end(one.node, watch.now());
      lost.delete(one);
    }
    for (const [session, close] of ended) {
      await close();
      if (ended.get(session) === close) ended.delete(session);
    }
  };
  const rollOver = async (reason: string): Promise<void> => {
    const before = await lease.replace();
    lost.add(before);
    logger.warn({ node: before.node, reason }, 'The presence lease was lost; presence begins anew');
    // The new intervals first: a board never sees everybody gone.
    await held.reopenAll(before);
  };
  const beat = oneAtATime(async () => {
    const { jumped } = await watch.measure();
    if (jumped) await rollOver('the clock was set');
    else if (lease.isOverdue()) await rollOver('frozen, or the database was away');
    else if (!(await lease.renew())) await rollOver('swept by another process');
  });
  const tidy = oneAtATime(async () => {
    await catchUp();
    if (watch.isTrusted()) await sweep(parts);
  });

  return {
    async pulse() {
      await beat();
      await tidy();
    },
    async endSession(session) {
      const closing = closingOf(session, watch.now());
      const close = () => parts.stores.presence.closeSession(session._id, closing);
      ended.set(session._id, close);
      if (closing.final) return;
      await close();
      if (ended.get(session._id) === close) ended.delete(session._id);
    },
  };
}

/** Whoever asks while it runs waits for that run. */
const oneAtATime = (work: () => Promise<void>) => {
  let running: Promise<void> | undefined;
  return (): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
};

const closingOf = ({ status }: SessionDocument, now: Date) => {
  const at = status.endedAt ? new Date(status.endedAt) : now;
  const plainSince = new Date(at.getTime() - PLAIN_GRACE_MS);
  return { at, final: status.endedAt !== null, plainSince };
};

/** A process whose clock is wrong sweeps nobody: it would take the living for dead. */
const sweep = async ({ stores, watch, logger }: KeeperParts): Promise<void> => {
  const now = watch.now();
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  await stores.presence.closePlainBefore(ago(PLAIN_GRACE_MS));
  let closed = 0;
  for (const node of await stores.nodes.endOverdue(ago(LEASE_MS), now)) {
    closed += await stores.presence.closeOfNode(node._id, node.renewedAt);
  }
  if (closed > 0) logger.warn({ closed }, 'Closed the presence of a process that ended');
  await stores.nodes.forget(ago(REMEMBER_MS));
};
