// What a certificate's key may be used for.
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, id_ce_keyUsage, KeyUsage, KeyUsageFlags } from '@peculiar/asn1-x509';

/** False for a certificate (DER) that names its uses without nonRepudiation: it seals nothing. */
export function maySeal(der: Buffer): boolean {
  const { extensions } = AsnConvert.parse(der, Certificate).tbsCertificate;
  const usage = extensions?.find(({ extnID }) => extnID === id_ce_keyUsage);
  if (!usage) return true;
  const flags = AsnConvert.parse(usage.extnValue, KeyUsage).toNumber();
  return (flags & KeyUsageFlags.nonRepudiation) !== 0;
}
