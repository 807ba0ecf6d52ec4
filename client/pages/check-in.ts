// Checking in: remembers the choice of connection, leads to the errors, and opens with the doors.
import '../styles/serif.css';
import '../styles/check-in.css';
import '../styles/check-in-notice.css';
import '../styles/shared-room.css';
import { pageData } from '../lib/page-data.ts';
import { keepMode, readMode } from '../lib/preferences.ts';

interface CheckInData {
  step?: string;
  /** The session's slug. */
  session?: string;
}

// The server wrote this block from the same names; the form for a code has none of them.
const { step, session } = pageData({ parse: (value) => value as CheckInData });

for (const input of document.querySelectorAll<HTMLInputElement>('input[name="mode"]')) {
  input.checked = input.value === readMode();
  input.addEventListener('change', () => keepMode(input.value));
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.terkirim) event.preventDefault();
    form.dataset.terkirim = 'ya';
  });
}
// A page that comes back from the browser's memory may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-terkirim]')) {
    delete form.dataset.terkirim;
  }
});

document.getElementById('rangkuman')?.focus();

/** While the doors are closed this page follows the session as the board does. */
const waitForDoors = async (slug: string): Promise<void> => {
  const { connectLive } = await import('../lib/live.ts');
  connectLive({ page: 'board', session: slug }).on('frame', ({ status }) => {
    if (status && !['draft', 'scheduled'].includes(status.session)) location.reload();
  });
};

if (step === 'waiting' && session) void waitForDoors(session);
