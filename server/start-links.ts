// What a start prints: the four links a newcomer needs. They go to the terminal, never to the log.
import type { Ikrar } from './compose.ts';
import type { Config } from './config.ts';
import { formatCode } from './invitations/index.ts';

/** The invitation of one sample official of the default session; undefined without one. */
async function sampleInvitation({ domains }: Ikrar): Promise<string | undefined> {
  const session = domains.live.findDefault();
  if (!session) return undefined;
  const seats = await domains.invitations.list(session._id);
  const seat = seats.find((one) => one.title === 'Sekretaris Daerah') ?? seats[0];
  return seat && domains.invitations.codeOf(seat);
}

/** Prints the links once the server listens. */
export async function printLinks(options: {
  config: Config;
  ikrar: Ikrar;
  write: (line: string) => void;
}): Promise<void> {
  const { config, ikrar, write } = options;
  const { publicUrl } = config;
  const code = await sampleInvitation(ikrar);
  write('');
  write(`  Ikrar berjalan di ${publicUrl}`);
  write('');
  write(`  Ruang kendali   ${publicUrl}${ikrar.accounts.makeLink('owner')}`);
  write('                  (tautan sekali pakai, berlaku 24 jam; berikutnya: npm run link)');
  if (code) write(`  Undangan contoh ${publicUrl}/u/${code}  (kode ${formatCode(code)})`);
  write(`  Papan nasional  ${publicUrl}/papan`);
  write(`  Verifikasi      ${publicUrl}/verifikasi`);
  write('');
}
