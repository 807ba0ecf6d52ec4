// How the broadcast reaches this page: the chosen way, the screen, what is said when it falls, and
// the return when it is back.
import type { Mode } from '../../server/protocol/follow-modes.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { createPageComeBack } from './come-back.ts';
import { createQuality } from './quality-part.ts';
import { drawScene, wantsStream } from './scene-part.ts';
import type { Screen, ScreenMode } from './screen.ts';

export interface StreamPart {
  /** Shows what fits the session now, and receives what is wanted of the broadcast. */
  draw(status: SessionStatus): void;
}

const screenMode = (status: SessionStatus, mode: Mode): ScreenMode | undefined =>
  wantsStream(status, mode) && mode !== 'text' ? mode : undefined;

/** The stage's stream in `root`; `onFields` hears when the fields were drawn anew by themselves. */
export function startStreamPart(
  root: HTMLElement,
  screen: Screen,
  status: SessionStatus,
  onFields: () => void,
): StreamPart {
  let now = status;
  let isLost = false;
  const comeBack = createPageComeBack(screen.want);
  const draw = (): void => {
    drawScene(root, now, quality.mode(), isLost);
    comeBack.follow(screenMode(now, quality.mode()), now.stream);
  };
  const quality = createQuality(root, () => {
    isLost = false;
    draw();
    onFields();
  });
  screen.follow({
    onLost(next) {
      if (next === isLost) return;
      isLost = next;
      draw();
      onFields();
    },
    onTrouble: () => quality.offer(),
  });
  return {
    draw(next) {
      now = next;
      if (screenMode(now, quality.mode()) === undefined) quality.withdraw();
      draw();
    },
  };
}
