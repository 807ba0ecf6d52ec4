// The stage's windows on a page, as the markup has them.
import { type Arrangement, SLOTS, type Slot } from './arrange.ts';

export type Windows = Partial<Record<Slot, HTMLVideoElement>>;

/** The videos of `root` that are marked as windows (`data-bingkai`). */
export function windowsIn(root: ParentNode): Windows {
  const videos: Windows = {};
  for (const slot of SLOTS) {
    const video = root.querySelector<HTMLVideoElement>(`video[data-bingkai=${slot}]`);
    if (video) videos[slot] = video;
  }
  return videos;
}

/** Shows the small windows that have a picture; the large one always stays. */
export function showWindows(videos: Windows, shown: Arrangement): void {
  for (const slot of SLOTS) {
    if (slot !== 'main') videos[slot]?.toggleAttribute('hidden', !shown[slot]);
  }
}
