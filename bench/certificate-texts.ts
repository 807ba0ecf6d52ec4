// The certificates that all peers make, and their words as the product prints them.
import { readFileSync } from 'node:fs';
import type { ParticipationData } from '../server/certificates/certificate-data.ts';
import { compileWording } from '../server/certificates/wording.ts';
import { printedOffice, wordingFields } from '../server/certificates/wording-fields.ts';
import { participationData } from '../test/certificates/sample-data.ts';
import { TEMPLATES } from '../test/certificates/sealed.ts';

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

const read = (file: string) => readFileSync(`${TEMPLATES}${file}.hbs`, 'utf8');

/** Gives each text of a certificate by its place on the page. */
export function createTexts() {
  const words = compileWording([read('shared'), read('participation')]);
  return (data: ParticipationData) => {
    const fields = wordingFields(data);
    const block = (name: string) => words(name, fields);
    const micro = `${block('ring').toUpperCase()} · `.repeat(5);
    return {
      title: block('document-title'),
      code: data.code,
      host: data.host,
      partners: data.partners ?? '',
      micro,
      heading: block('title'),
      number: block('number'),
      given: block('given-to'),
      name: data.holder.name,
      office: `${printedOffice(data.holder)}\n${data.holder.region ?? ''}`,
      body: block('body'),
      printedCode: block('code'),
      check: block('check'),
      root: block('root'),
      issued: block('issued'),
      issuer: block('issuer'),
      sentence: block('seal-sentence'),
      qrAlt: block('qr-alt'),
      sealAlt: block('seal-alt'),
    };
  };
}

export type CertificateTexts = ReturnType<ReturnType<typeof createTexts>>;
