// What an auditor re-computes without this server: frozen formats and the mathematics over them.
// Pure: no database, no network, no clock.
export { LEAF_FORMAT, type Leaf, leafHash, leafText, markHash, personCommitment } from './leaf.ts';
