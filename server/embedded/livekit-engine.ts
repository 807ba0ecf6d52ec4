// What the rest of the server knows of the media engine, and its state with those who follow it.

export type EngineState = 'preparing' | 'starting' | 'ready' | 'down' | 'unavailable';

export interface EngineStatus {
  state: EngineState;
  /** Short Indonesian text for staff, when the state needs one. */
  reason?: string;
}

export interface EngineConnection {
  /** http(s) address for this server. */
  apiUrl: string;
  /** ws(s) address for browsers. */
  clientUrl: string;
  apiKey: string;
  apiSecret: string;
  /** Where media itself goes; known of our own server only. */
  media?: { host: string; udpPort: number; tcpPort: number };
}

export interface LivekitEngine {
  status(): EngineStatus;
  /** Called at every change; returns what ends it. */
  onChange(listener: (status: EngineStatus) => void): () => void;
  /** Undefined until the engine's address is known. */
  connection(): EngineConnection | undefined;
  stop(): Promise<void>;
}

export interface EngineStateBox {
  get(): EngineStatus;
  /** Ignored when nothing changes. */
  set(status: EngineStatus): void;
  onChange(listener: (status: EngineStatus) => void): () => void;
}

/** Holds an engine's state; listeners hear changes only, in order of their subscription. */
export function createEngineState(initial: EngineStatus): EngineStateBox {
  let current = initial;
  const listeners = new Set<(status: EngineStatus) => void>();
  return {
    get: () => current,
    set(next) {
      if (next.state === current.state && next.reason === current.reason) return;
      current = next;
      for (const listener of [...listeners]) listener(next);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
