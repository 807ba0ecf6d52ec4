// What a socket may ask of the stage: the director's steps, a raised hand, a tried camera.
import type { OwnStage, StageAct, StageStep } from '../protocol/stage.ts';
import {
  stageActSchema,
  stageDirectSchema,
  stageHandSchema,
  stageReadySchema,
} from '../protocol/stage-commands.ts';
import { fromAudience, onlyHost, onlyLectern, requireSignedIn } from './caller-access.ts';
import { command } from './command.ts';
import type { SocketCaller } from './socket-caller.ts';

/** The stage as commands call it. */
export interface StageCommands {
  act(
    caller: SocketCaller,
    step: { act: StageAct; who?: string; version?: number },
  ): Promise<StageStep>;
  direct(caller: SocketCaller, how: { takeOver: boolean; release: boolean }): Promise<number>;
  hand(caller: SocketCaller, up: boolean): Promise<OwnStage>;
  ready(caller: SocketCaller, ready: { camera: boolean; microphone: boolean }): Promise<void>;
}

interface Services {
  stage: StageCommands;
  isSignedIn(staffSession: string): Promise<boolean>;
}

/** Every event of ClientToServer that begins with `stage:`. */
export const floorCommands = ({ stage, isSignedIn }: Services) => ({
  'stage:act': command({
    schema: stageActSchema,
    access: onlyHost,
    run: async ({ act, who, version }, caller: SocketCaller) => {
      await requireSignedIn(caller, isSignedIn);
      const step = { act, ...(who && { who }), ...(version !== undefined && { version }) };
      return stage.act(caller, step);
    },
  }),
  'stage:direct': command({
    schema: stageDirectSchema,
    access: onlyHost,
    run: async (how, caller: SocketCaller) => {
      await requireSignedIn(caller, isSignedIn);
      return { version: await stage.direct(caller, how) };
    },
  }),
  'stage:hand': command({
    schema: stageHandSchema,
    access: fromAudience,
    run: ({ up }, caller: SocketCaller) => stage.hand(caller, up),
  }),
  'stage:ready': command({
    schema: stageReadySchema,
    access: onlyLectern,
    run: async (ready, caller: SocketCaller) => {
      await stage.ready(caller, ready);
      return null;
    },
  }),
});
