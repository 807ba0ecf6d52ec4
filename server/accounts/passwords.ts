// Password hashes: argon2id with the parameters of OWASP's Password Storage Cheat Sheet
// (19 MiB, 2 passes, 1 lane).
import { hash, verify } from '@node-rs/argon2';

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** The hash of a password nobody has; unknown logins are checked against it, so that they take as long. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$w1FH5xaG2ILdFsse3Uq/Jw$4MZiSOYDyNqRD808kxc1/CJ5WC5XlYFOhwNY0DolM6w';

/** A PHC string with its own salt. */
export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

/** Whether the password fits; an unknown account (no hash) takes the same time and is false. */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  const fits = await verify(passwordHash ?? DUMMY_HASH, password);
  return fits && passwordHash !== undefined;
}
