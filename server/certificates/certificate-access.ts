// Who may open a certificate's file: its holder, staff, and whoever a rehearsal's link was made for.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import type { OfficialToken, Visitor } from '../http/visitor.ts';
import type { IssuedCertificate } from './certificate-store.ts';
import { certificateCodeSchema } from './codes.ts';

export interface CertificateAccess {
  /** True for staff, for the holder whose cookie still counts, and for a link's token. */
  mayOpen(visitor: Visitor, certificate: IssuedCertificate, token?: string): Promise<boolean>;
  /** A link that carries its holder's access for a day. */
  linkTo(certificate: IssuedCertificate): string;
}

const DAY_S = 86_400;

export function createCertificateAccess(options: {
  secret: Buffer;
  clock: Clock;
  publicUrl: string;
  /** The registration that a cookie speaks for; undefined when it has ended. */
  findByToken(token: OfficialToken): Promise<{ _id: string } | undefined>;
}): CertificateAccess {
  const { secret, clock, publicUrl, findByToken } = options;
  const schema = z.object({ code: certificateCodeSchema });
  const links = createTokenSigner({ secret, clock, purpose: 'certificate-file', schema });
  return {
    async mayOpen({ official, staff }, certificate, token) {
      if (staff) return true;
      if (links.read(token)?.code === certificate.code) return true;
      if (official?.registration !== certificate.registration) return false;
      return (await findByToken(official)) !== undefined;
    },
    linkTo: ({ code }) => `${publicUrl}/berkas/${code}.pdf?akses=${links.sign({ code }, DAY_S)}`,
  };
}
