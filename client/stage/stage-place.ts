// The broadcast on a page, and one's own turn to speak in it.
import type { OwnStage } from '../../server/protocol/stage.ts';
import type { LiveSocket } from '../lib/live.ts';
import { createFloorPart, type FloorPart } from './floor-part.ts';
import { createScreen, type Screen } from './screen.ts';

export interface StagePlace {
  screen: Screen;
  floor: FloorPart;
}

/** Both in `root`; `say` tells what was refused. */
export function createStagePlace(
  root: ParentNode,
  socket: LiveSocket,
  options: { isRoomScreen?: boolean; own?: OwnStage; say(words: string): void },
): StagePlace {
  const screen = createScreen(root, socket, (own, camera) => floor.drawOwn(own, camera));
  const floor = createFloorPart(root, { socket, screen, isRoomScreen: false, ...options });
  return { screen, floor };
}
