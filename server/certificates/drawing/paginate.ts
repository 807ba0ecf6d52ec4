// Blocks on pages: what doesn't fit goes to the next page whole, with its table's head above it.

/** A piece that is never split. Heights are millimetres. */
export interface PageBlock {
  height: number;
  /** Space above it; none at the top of a page. */
  before?: number;
  /** What is repeated above it when it comes to the top of a page. */
  heads?: readonly PageBlock[];
  /** It may not be the last on its page: at least the next block follows it there. */
  keepsNext?: boolean;
}

/** A block where it will stand; `repeated`: drawn again as a head. */
export interface PlacedBlock<B extends PageBlock> {
  block: B;
  top: number;
  repeated: boolean;
}

/** Where pages begin and end; the first one has its own beginning. */
export interface PageSpace {
  firstTop: number;
  top: number;
  bottom: number;
}

/** A block higher than a page: nothing is cut off, so nothing is drawn. */
export class BlockTooHighError extends Error {
  readonly code = 'BLOCK_TOO_HIGH';
  constructor() {
    super('A row or paragraph is higher than a page');
    this.name = 'BlockTooHighError';
  }
}

/**
 * Places blocks in their order; every page has at least one. A chain of blocks that keep their
 * next is moved as one. BlockTooHighError for what no page can hold.
 */
export function paginate<B extends PageBlock & { heads?: readonly B[] }>(
  blocks: readonly B[],
  space: PageSpace,
): PlacedBlock<B>[][] {
  let page: PlacedBlock<B>[] = [];
  const pages = [page];
  let y = space.firstTop;
  const put = (block: B, repeated: boolean) => {
    y += page.length > 0 ? (block.before ?? 0) : 0;
    page.push({ block, top: y, repeated });
    y += block.height;
  };
  const turn = () => {
    page = [];
    pages.push(page);
    y = space.top;
  };
  let chainEnd = -1;
  blocks.forEach((block, i) => {
    if (i > chainEnd) {
      const chain = chainFrom(blocks, i);
      if (page.length > 0 && y + chainHeight(chain) > space.bottom) turn();
      chainEnd = i + chain.length - 1;
    }
    const heads = page.length === 0 && pages.length > 1 ? (block.heads ?? []) : [];
    for (const head of heads) put(head, true);
    put(block, false);
    if (y > space.bottom) throw new BlockTooHighError();
  });
  return pages;
}

/** The block and those it must be followed by. */
function chainFrom<B extends PageBlock>(blocks: readonly B[], from: number): B[] {
  let end = from;
  while (blocks[end]?.keepsNext && end + 1 < blocks.length) end += 1;
  return blocks.slice(from, end + 1);
}

const chainHeight = (chain: readonly PageBlock[]): number =>
  chain.reduce((sum, { height, before = 0 }) => sum + height + before, 0);
