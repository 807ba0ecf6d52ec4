// The signed attributes of a CMS as the bytes that are signed.
import type { Attribute } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn1js from 'asn1js';

/** The attributes as the SET that is signed, in the order in which they stand (RFC 5652, 5.4). */
export const attributesDer = (attributes: readonly Attribute[]): Buffer =>
  Buffer.from(
    new asn1js.Set({
      value: attributes.map((attribute) => asn1js.fromBER(AsnConvert.serialize(attribute)).result),
    }).toBER(),
  );
