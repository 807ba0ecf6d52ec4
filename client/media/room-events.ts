// What a media room tells the stage's page.
import type { Room } from 'livekit-client';
import type { Livekit } from './keep-connected.ts';
import type { OwnTracks } from './own-tracks.ts';

/** Calls `again` when something is to be drawn anew, and keeps what is published in line. */
export function listen(
  room: Room,
  { RoomEvent }: Livekit,
  { again, own, lost }: { again(): void; own: OwnTracks; lost(): void },
): void {
  const events = [
    RoomEvent.TrackPublished,
    RoomEvent.TrackUnpublished,
    RoomEvent.TrackSubscribed,
    RoomEvent.TrackUnsubscribed,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.Reconnected,
  ] as const;
  for (const event of events) room.on(event, again);
  room.on(RoomEvent.ParticipantPermissionsChanged, (_, participant) => {
    if (participant === room.localParticipant) own.sync();
  });
  room.on(RoomEvent.LocalTrackUnpublished, () => own.sync());
  room.on(RoomEvent.Reconnecting, lost);
}

/** Sound plays through elements of its own, which leave with their tracks. */
export function listenToSound(
  room: Room,
  { RoomEvent }: Livekit,
  onNeedsGesture: (isNeeded: boolean) => void,
): void {
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind === 'audio') document.body.append(track.attach());
  });
  room.on(RoomEvent.TrackUnsubscribed, (track) => {
    if (track.kind === 'audio') for (const element of track.detach()) element.remove();
  });
  room.on(RoomEvent.AudioPlaybackStatusChanged, () => onNeedsGesture(!room.canPlaybackAudio));
}
