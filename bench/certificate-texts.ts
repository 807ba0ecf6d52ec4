// A certificate's words as the product prints them, for the peers.
import { readFileSync } from 'node:fs';
import type { ParticipationData } from '../server/certificates/certificate-data.ts';
import { compileWording } from '../server/certificates/wording.ts';
import { printedOffice, wordingFields } from '../server/certificates/wording-fields.ts';
import { TEMPLATES } from '../test/certificates/sealed.ts';

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
