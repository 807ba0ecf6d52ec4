// The announcement over every screen: the layout holds its place, frames bring and take it away.
import type { AnnouncementView } from '../../server/protocol/talk.ts';

const PLACES = { normal: 'biasa', important: 'penting' } as const;

/** Puts the words where a reader of screens hears them: politely, or at once when important. */
export function drawAnnouncement(announcement: AnnouncementView | null): void {
  for (const [urgency, place] of Object.entries(PLACES)) {
    const strip = document.querySelector(`[data-pengumuman-${place}] .pengumuman`);
    const words = strip?.querySelector('[data-isi]');
    const text = announcement?.urgency === urgency ? announcement.text : undefined;
    // The same words again would be read aloud again.
    if (words && words.textContent !== (text ?? '')) words.textContent = text ?? '';
    strip?.toggleAttribute('hidden', text === undefined);
  }
}
