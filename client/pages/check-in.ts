// Checking in: remembers the choice of connection, leads to the errors, and opens with the doors.
import '../styles/serif.css';
import '../styles/check-in.css';
import '../styles/shared-room.css';
import * as z from 'zod/mini';
import { pageData } from '../lib/page-data.ts';
import { keepMode, readMode } from '../lib/preferences.ts';

const { step, session } = pageData(
  z.object({ step: z.optional(z.string()), session: z.optional(z.string()) }),
);

for (const input of document.querySelectorAll<HTMLInputElement>('input[name="mode"]')) {
  input.checked = input.value === readMode();
  input.addEventListener('change', () => keepMode(input.value));
}

document.getElementById('rangkuman')?.focus();

/** While the doors are closed this page follows the session as the board does. */
const waitForDoors = async (slug: string): Promise<void> => {
  const { connectLive } = await import('../lib/live.ts');
  connectLive({ page: 'board', session: slug }).on('frame', ({ status }) => {
    if (status && !['draft', 'scheduled'].includes(status.session)) location.reload();
  });
};

if (step === 'waiting' && session) void waitForDoors(session);
