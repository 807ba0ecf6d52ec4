// The page that the browser test opens: the site's own stage and publisher, moved by buttons.
import type { MediaAccess } from '../../client/media/keep-connected.ts';
import { createPublisher, MediaError } from '../../client/media/publisher.ts';
import { connectStage } from '../../client/media/stage-room.ts';
import type { StageView } from '../../server/protocol/stage.ts';

type Act = () => Promise<void> | void;

const tell = (what: object) => {
  Object.assign(document.body.dataset, what);
};

function on(id: string, act: Act): void {
  document.querySelector(`#${id}`)?.addEventListener('click', async () => {
    try {
      await act();
      tell({ done: id });
    } catch (cause) {
      tell({ problem: cause instanceof MediaError ? cause.problem : String(cause) });
    }
  });
}

async function access(): Promise<MediaAccess> {
  const answer = await fetch(`/access${location.search}`);
  if (!answer.ok) throw new Error(`access ${answer.status}`);
  return answer.json();
}

/** The speaker of the test stands on the stage. */
const VIEW: StageView = {
  ...{ version: 1, shown: null, floor: null, queue: [], hands: 0 },
  onStage: [{ who: 'm-s1', person: 's1', role: 'speaker', title: 'Pembicara', muted: false }],
};

function watch(video: HTMLVideoElement): void {
  const stage = connectStage({
    access,
    videos: { main: video },
    mode: 'video',
    onState: (state) => tell({ state }),
    onArranged: () => undefined,
    onNeedsGesture: (gesture) => tell({ gesture }),
  });
  stage.setView(VIEW);
  on('sound-only', () => stage.setMode('audio'));
  on('picture', () => stage.setMode('video'));
  on('stop', () => stage.stop());
}

function speak(preview: HTMLVideoElement): void {
  const publisher = createPublisher({
    access,
    preview,
    onState: ({ connection, camera, microphone }) => tell({ connection, camera, microphone }),
  });
  on('camera-on', () => publisher.startCamera());
  on('camera-off', () => publisher.stopCamera());
  on('microphone-on', () => publisher.setMicrophone(true));
  on('stop', () => publisher.stop());
}

function main(): void {
  const video = document.querySelector('video');
  if (!video) throw new Error('the page has a video element');
  const role = new URLSearchParams(location.search).get('role');
  if (role === 'viewer') watch(video);
  else speak(video);
  tell({ loaded: 'yes' });
}

// The test runner reads every file of this folder; only a browser runs it.
if (typeof document !== 'undefined') main();
