// The certificates that the product and all peers make.
import type { ParticipationData } from '../server/certificates/certificate-data.ts';
import { participationData } from '../test/certificates/sample-data.ts';

const SYLLABLES = ['ba', 'du', 'ka', 'lo', 'mi', 'na', 'pu', 'ra', 'si', 'to', 'wa', 'ye'];
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Letters of a statement of 210 bytes. */
const STATEMENT = 336;

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

/** Data of a certificate for an office that does not exist; every `index` gives another one. */
export function certificateOf(index: number): ParticipationData {
  const source = numbers(index + 1);
  const pick = <T>(from: ArrayLike<T>): T => from[source.next().value % from.length] as T; // in range
  const word = (length: number) => Array.from({ length }, () => pick(SYLLABLES)).join('');
  const code = Array.from({ length: 26 }, () => pick(CROCKFORD)).join('');
  return participationData({
    code,
    shortCode: code.slice(0, 12),
    number: `IKR-2020-10-07-P-${String(index).padStart(6, '0')}`,
    verifyUrl: `https://ikrar.example/verifikasi/${code}`,
    statement: Array.from({ length: STATEMENT }, () => pick(CROCKFORD)).join(''),
    holder: {
      name: `Pejabat Uji ${word(2)} ${word(3)}, S.H., M.Si.`,
      acting: index % 4 === 0 ? 'Plt.' : null,
      seat: pick(['Sekretaris Daerah', 'Inspektur', 'Kepala Badan Kepegawaian Daerah']),
      region: `Kabupaten Contoh ${word(3)}`,
    },
    minutes: 60 + (index % 60),
  });
}
