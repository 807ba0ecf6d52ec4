// One region's page: its seats and calls are fetched again when something of the region changed.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/matrix.css';
import '../styles/matrix-lists.css';
import { createMessages } from '../lib/messages.ts';
import { dataWith } from '../lib/page-data.ts';
import { followMatrix } from '../matrix/follow-matrix.ts';
import { createLineNote } from '../matrix/line-note.ts';
import { createLiveParts, replacePart } from '../matrix/live-parts.ts';

const data = dataWith<{ session: string; region: string }>('session', 'region');
const note = createLineNote(createMessages());
const seen = (root: ParentNode) => root.querySelector<HTMLInputElement>('.m-catat [name=seen]');

const parts = createLiveParts((fresh) => {
  for (const part of ['.m-ringkas', '.m-riwayat']) replacePart(part, fresh);
  const seats = document.querySelector('.m-kursi');
  // A list that is being tabbed through is not pulled away.
  if (!seats?.contains(document.activeElement)) replacePart('.m-kursi', fresh);
  const [here, there] = [seen(document), seen(fresh)];
  if (here && there) here.value = there.value;
  note.updated();
});

let shown: string | undefined;
followMatrix(
  data.session,
  ({ rows, states, marks }, { calls }) => {
    const key = JSON.stringify([
      rows.find(([code]) => code === data.region),
      states.get(data.region),
      marks.find(({ region }) => region === data.region),
    ]);
    if (shown !== undefined && key !== shown) parts.refresh({ soon: calls });
    shown = key;
  },
  note.line,
);
