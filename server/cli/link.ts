// npm run link: prints a new owner's one-time link to this terminal, and nowhere else. With
// `-- --pulihkan <nama masuk>` a link that gives an account a new password.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createStaffLinks } from '../accounts/index.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { systemRandom } from '../core/random.ts';
import { loadSecretKeys } from '../core/secret-keys.ts';
import { EVERYWHERE } from '../http/staff-roles.ts';
import { runCommandLine } from './command-line.ts';

await runCommandLine(async () => {
  const { values } = parseArgs({ options: { pulihkan: { type: 'string' } } });
  const config = readConfig(process.env);
  const { token: secret } = loadSecretKeys(join(config.DATA_DIR, 'keys'), systemRandom);
  const links = createStaffLinks({ secret, clock: systemClock, random: systemRandom });
  const login = values.pulihkan?.normalize('NFKC').trim().toLowerCase();
  const { path } = login
    ? links.makeRecovery(login)
    : links.make({ role: 'owner', campaign: EVERYWHERE });
  const what = login ? `Tautan pemulihan akun ${login}` : 'Tautan pemilik';
  process.stdout.write(
    `${what}, berlaku 24 jam, sekali pakai. Jangan disimpan dan jangan dibagikan:\n\n` +
      `  ${config.publicUrl}${path}\n\n`,
  );
});
