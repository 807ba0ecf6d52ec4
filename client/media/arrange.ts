// Which picture stands where: the speaker large, a shared screen larger, the interpreter always in
// the same window, who has the floor in another. Names come from the roster, never from the engine.
import type { StageView } from '../../server/protocol/stage.ts';

/** A picture that is published now; `person` is what the publisher's identity begins with. */
export interface Picture {
  person: string;
  source: 'camera' | 'screen';
}

/** The windows of a stage. */
export const SLOTS = ['main', 'small', 'interpreter', 'floor'] as const;
export type Slot = (typeof SLOTS)[number];
export type Arrangement = Partial<Record<Slot, Picture>>;

/** Somebody who may be seen without standing on the stage: the control room and its test picture. */
const isHouse = (person: string): boolean => person.startsWith('k-') || person === 'penyaji-uji';

/**
 * Arranges what is published by what the stage says; `view` undefined: not told yet. `self` (a `who`)
 * is on this very page: others see their picture, which does not come back to them.
 */
export function arrange(
  pictures: Picture[],
  view: StageView | undefined,
  self?: string,
): Arrangement {
  const cameraOf = (person: string | undefined) =>
    pictures.find((one) => one.source === 'camera' && one.person === person);
  const onStage = view?.onStage ?? [];
  const speakers = onStage.filter(({ role }) => role !== 'interpreter');
  const shown = speakers.find(({ who }) => who === view?.shown);
  // The one who was chosen, then whoever came last, then the house.
  const inOrder = [...(shown ? [shown] : []), ...speakers.toReversed()].map(({ person }) => person);
  const isSelfSeen = onStage.some(({ who }) => who === self);
  const house = isSelfSeen ? [] : pictures.filter(({ person }) => isHouse(person));
  const speaker =
    inOrder.map(cameraOf).find((one) => one !== undefined) ??
    house.find(({ source }) => source === 'camera');
  const isSeen = (person: string) => inOrder.includes(person) || isHouse(person);
  const screens = pictures.filter(({ source, person }) => source === 'screen' && isSeen(person));
  const screen = screens.find(({ person }) => person === shown?.person) ?? screens.at(-1);
  const floor = cameraOf(view?.floor?.who);
  const main = screen ?? speaker ?? floor;
  const interpreter = onStage
    .filter(({ role }) => role === 'interpreter')
    .map(({ person }) => cameraOf(person))
    .find((one) => one !== undefined);
  return {
    ...(main && { main }),
    ...(screen && speaker && { small: speaker }),
    ...(interpreter && { interpreter }),
    ...(floor && floor !== main && { floor }),
  };
}

/** Office and place of a publisher; undefined for the house and for somebody unknown. */
export function nameOf(
  person: string | undefined,
  view: StageView | undefined,
): { title: string; place: string } | undefined {
  const onStage = view?.onStage.find((one) => one.person === person);
  if (onStage) return { title: onStage.title, place: '' };
  return view?.floor && view.floor.who === person ? view.floor : undefined;
}
