// What a service answered to something that it may refuse.
import { isAppError } from '../../server/core/app-error.ts';

/** The code of the refusal, or `done`; other errors are thrown on. */
export const refusalCode = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (isAppError(error)) return error.code;
      throw error;
    },
  );
