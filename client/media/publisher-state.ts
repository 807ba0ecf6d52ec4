// What of a person is on air, as LiveKit has it, and their own picture beside it.
import type { Room } from 'livekit-client';
import type { Livekit } from './keep-connected.ts';

export interface PublisherState {
  connection: 'idle' | 'connecting' | 'connected' | 'lost';
  camera: boolean;
  microphone: boolean;
  screen: boolean;
}

export interface PublisherDisplay {
  /** Takes over what the room says, and shows the screen or else the camera. */
  mirror(room: Room, livekit: Livekit): void;
  /** A change of the connection; without one, nothing is on air. */
  say(connection: PublisherState['connection']): void;
}

/** `onState` gets the whole state at each change. */
export function createPublisherDisplay(opts: {
  preview: HTMLVideoElement;
  onState: (state: PublisherState) => void;
}): PublisherDisplay {
  const off = { camera: false, microphone: false, screen: false };
  return {
    mirror({ localParticipant: me }, { Track }) {
      const screen = me.isScreenShareEnabled;
      const source = screen ? Track.Source.ScreenShare : Track.Source.Camera;
      const track = me.getTrackPublication(source)?.track;
      if (track) track.attach(opts.preview);
      else opts.preview.srcObject = null;
      const { isCameraEnabled: camera, isMicrophoneEnabled: microphone } = me;
      opts.onState({ connection: 'connected', camera, microphone, screen });
    },
    say(connection) {
      if (connection !== 'connected') opts.preview.srcObject = null;
      opts.onState({ connection, ...off });
    },
  };
}
