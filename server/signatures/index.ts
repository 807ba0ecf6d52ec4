// The signatures domain: the ledger's leaves, taken durably.
export type { SignatureDocument } from './signature-model.ts';
export { windowRefusal } from './signature-rules.ts';
export { createSignatureService, type SignatureService } from './signature-service.ts';
export {
  createSignatureStore,
  type SignatureStore,
  type SignedLeaf,
  type Signer,
  type Signing,
} from './signature-store.ts';
