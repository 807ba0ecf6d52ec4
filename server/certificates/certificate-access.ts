// Who may open a certificate's file: its holder, staff, whoever a rehearsal's link was made for; a
// region's declaration also its officials and its coordinator.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import type { CoordinatorToken, OfficialToken, Visitor } from '../http/visitor.ts';
import type { IssuedCertificate } from './certificate-store.ts';
import { regionOfSubject } from './certificate-subject.ts';
import { certificateCodeSchema } from './codes.ts';

export interface CertificateAccess {
  /** True for staff, for the holder or the region's people whose cookie still counts, for a link's token. */
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
  /** Rejects a coordinator whose link is no longer the valid one. */
  coordinatorLinks: { requireCurrent(token: CoordinatorToken): Promise<unknown> };
}): CertificateAccess {
  const { secret, clock, publicUrl, findByToken, coordinatorLinks } = options;
  const schema = z.object({ code: certificateCodeSchema });
  const links = createTokenSigner({ secret, clock, purpose: 'certificate-file', schema });
  const isOfRegion = async (
    { official, coordinator }: Visitor,
    session: string,
    region: string,
  ) => {
    const isHere = (pass: { session: string; region: string } | undefined) =>
      pass?.session === session && pass.region === region;
    if (official && isHere(official) && (await findByToken(official))) return true;
    if (!coordinator || !isHere(coordinator)) return false;
    return coordinatorLinks.requireCurrent(coordinator).then(
      () => true,
      () => false,
    );
  };
  return {
    async mayOpen(visitor, certificate, token) {
      const { official, staff } = visitor;
      if (staff) return true;
      if (links.read(token)?.code === certificate.code) return true;
      const region = regionOfSubject(certificate.subject);
      if (region !== undefined) return isOfRegion(visitor, certificate.session, region);
      if (official?.registration !== certificate.registration) return false;
      return (await findByToken(official)) !== undefined;
    },
    linkTo: ({ code }) => `${publicUrl}/berkas/${code}.pdf?akses=${links.sign({ code }, DAY_S)}`,
  };
}
