// npm run link: prints a new owner's one-time link to this terminal, and nowhere else.
import { join } from 'node:path';
import { createStaffLinks } from '../accounts/index.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { systemRandom } from '../core/random.ts';
import { loadSecretKeys } from '../core/secret-keys.ts';

const config = readConfig(process.env);
const { token: secret } = loadSecretKeys(join(config.DATA_DIR, 'keys'), systemRandom);
const links = createStaffLinks({ secret, clock: systemClock, random: systemRandom });
const { path } = links.make('owner');

process.stdout.write(
  `Tautan pemilik, berlaku 24 jam, sekali pakai. Jangan disimpan dan jangan dibagikan:\n\n` +
    `  ${config.publicUrl}${path}\n\n`,
);
