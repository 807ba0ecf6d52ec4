// The page that the browser test opens: the site's own viewer and publisher, moved by buttons.
import { createPublisher, MediaError } from '../../client/media/publisher.ts';
import { connectViewer } from '../../client/media/viewer.ts';

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

async function access(): Promise<{ url: string; token: string }> {
  const answer = await fetch(`/access${location.search}`);
  if (!answer.ok) throw new Error(`access ${answer.status}`);
  return answer.json();
}

function watch(video: HTMLVideoElement): void {
  const viewer = connectViewer({
    access,
    video,
    audio: true,
    mode: 'video',
    onState: (state) => tell({ state }),
    onNeedsGesture: (gesture) => tell({ gesture }),
  });
  on('sound-only', () => viewer.setMode('audio'));
  on('picture', () => viewer.setMode('video'));
  on('stop', () => viewer.stop());
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
