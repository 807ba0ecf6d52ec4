// A step that nothing was left to do for: who had done it.
import type { AlreadyDone } from '../../server/protocol/session.ts';
import { text } from '../lib/page-data.ts';

/** The sentence of it; the catalogue's `client.already` and `client.alreadyDone`. */
export const alreadyWords = ({ by }: AlreadyDone): string =>
  by === '' ? text('alreadyDone') : text('already', { by });
