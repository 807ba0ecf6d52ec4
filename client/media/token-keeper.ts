// Keeps a token for the media room at hand: each is good for minutes, and another one is asked for
// before it ends, so that a connection that breaks while our own server is away can be made anew.

export interface MediaAccess {
  url: string;
  token: string;
  /** How long the token opens the room. */
  seconds: number;
}

export interface TokenKeeper {
  /** A fresh token; when none can be had, the last one while it is still good. */
  fresh(): Promise<MediaAccess>;
  stop(): void;
}

/** Part of a token's life after which the next one is asked for, and the pause after a failure. */
const RENEW_AT = 2 / 3;
const AGAIN_MS = 15_000;

/** `now` in milliseconds of a clock that only runs forward; `later` returns what calls it off. */
export function createTokenKeeper(options: {
  ask(): Promise<MediaAccess>;
  now(): number;
  later(run: () => void, ms: number): () => void;
}): TokenKeeper {
  const { ask, now, later } = options;
  let held: { access: MediaAccess; endsAt: number } | undefined;
  let callOff = () => {};
  let isStopped = false;

  const plan = (ms: number): void => {
    callOff();
    if (!isStopped) callOff = later(renew, ms);
  };
  const take = (access: MediaAccess): MediaAccess => {
    held = { access, endsAt: now() + access.seconds * 1000 };
    plan(access.seconds * 1000 * RENEW_AT);
    return access;
  };
  const renew = (): void => {
    ask().then(take, () => plan(AGAIN_MS));
  };
  return {
    async fresh() {
      try {
        return take(await ask());
      } catch (error) {
        if (held && held.endsAt > now()) return held.access;
        throw error;
      }
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
}
