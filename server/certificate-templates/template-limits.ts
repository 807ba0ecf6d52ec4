// How large and how entangled a wording may be; all far above what a certificate can hold.

/** Largest source, in bytes. */
export const SOURCE_MAX = 20_000;
/** Longest text of one block, in characters. */
export const BLOCK_MAX = 3_000;
/** Most tags ({{…}}) of a source; parsing takes longer than linear time. */
export const TAGS_MAX = 300;
/** Most nodes of one block's tree, and deepest nesting of its conditions. */
export const NODES_MAX = 200;
export const DEPTH_MAX = 4;
/** Longest name of a version, in characters. */
export const TITLE_MAX = 80;
/** Most versions of a campaign's kind that nobody has published yet. */
export const DRAFTS_MAX = 20;
