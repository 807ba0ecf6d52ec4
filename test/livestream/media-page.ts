// The page that the browser test opens: the site's own viewer and publisher, moved by buttons.
import { createPublisher, MediaError } from '../../client/media/publisher.ts';
import { connectViewer } from '../../client/media/viewer.ts';

const query = new URLSearchParams(location.search);
const role = query.get('role') ?? 'viewer';

async function access(): Promise<{ url: string; token: string }> {
  const answer = await fetch(`/access?${query}`);
  if (!answer.ok) throw new Error(`access ${answer.status}`);
  return answer.json();
}

const video = document.querySelector('video');
if (!video) throw new Error('the page has a video element');
const tell = (what: object) => {
  Object.assign(document.body.dataset, what);
};
const on = (id: string, act: () => Promise<void> | void) => {
  document.querySelector(`#${id}`)?.addEventListener('click', async () => {
    try {
      await act();
      tell({ done: id });
    } catch (cause) {
      tell({ problem: cause instanceof MediaError ? cause.problem : String(cause) });
    }
  });
};

if (role === 'viewer') {
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
} else {
  const publisher = createPublisher({
    access,
    preview: video,
    onState: ({ connection, camera, microphone }) => tell({ connection, camera, microphone }),
  });
  on('camera-on', () => publisher.startCamera());
  on('camera-off', () => publisher.stopCamera());
  on('microphone-on', () => publisher.setMicrophone(true));
  on('stop', () => publisher.stop());
}
tell({ loaded: 'yes' });
