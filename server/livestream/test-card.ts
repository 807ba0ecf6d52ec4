// The picture of the built-in test presenter: the kawung on ink, with a bar that moves so that a
// frozen picture shows. Drawn once as I420 planes; a frame changes only the bar's rows.

export interface TestCard {
  width: number;
  height: number;
  /** I420: Y, then U and V at half size. The same buffer for every frame. */
  data: Uint8Array;
  /** Moves the bar to where it is at a frame number. */
  advance(frame: number): void;
}

type Yuv = readonly [number, number, number];

// The design's tinta, putih and sogan as BT.601 limited-range YUV.
const INK: Yuv = toYuv(0x13, 0x1b, 0x2e);
const PAPER: Yuv = toYuv(0xe9, 0xe4, 0xd8);
const SOGAN: Yuv = toYuv(0x9a, 0x6a, 0x2f);

const BAR = { width: 160, height: 10, step: 8, fromBottom: 60 };

/** ITU-R BT.601, limited range. */
function toYuv(r: number, g: number, b: number): Yuv {
  return [
    Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b),
    Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b),
    Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b),
  ];
}

/** The colour of a point of the still picture. */
function colourAt(x: number, y: number, width: number, height: number): Yuv {
  const unit = height / 44;
  const dx = (x - width / 2) / unit;
  const dy = (y - height * 0.46) / unit;
  if (Math.hypot(dx, dy) < 1.5) return SOGAN;
  for (const [cx, cy] of [
    [-6.4, -6.4],
    [6.4, -6.4],
    [6.4, 6.4],
    [-6.4, 6.4],
  ] as const) {
    // Each petal is an ellipse that points at the middle, turned by 45 degrees.
    const along = ((dx - cx) * Math.sign(cx) + (dy - cy) * Math.sign(cy)) * Math.SQRT1_2;
    const across = ((dx - cx) * Math.sign(cy) - (dy - cy) * Math.sign(cx)) * Math.SQRT1_2;
    if ((along / 6.9) ** 2 + (across / 4.5) ** 2 <= 1) return PAPER;
  }
  return INK;
}

/** A card of an even width and height. */
export function createTestCard(width: number, height: number): TestCard {
  const half = width / 2;
  const quarter = half * (height / 2);
  const data = new Uint8Array(width * height + 2 * quarter);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [luma, u, v] = colourAt(x, y, width, height);
      data[y * width + x] = luma;
      if (x % 2 !== 0 || y % 2 !== 0) continue;
      const chroma = width * height + (y / 2) * half + x / 2;
      data[chroma] = u;
      data[chroma + quarter] = v;
    }
  }
  const advance = (frame: number) => {
    const left = (frame * BAR.step) % (width - BAR.width);
    for (let y = height - BAR.fromBottom; y < height - BAR.fromBottom + BAR.height; y += 1) {
      data.fill(INK[0], y * width, (y + 1) * width);
      data.fill(PAPER[0], y * width + left, y * width + left + BAR.width);
    }
  };
  advance(0);
  return { width, height, data, advance };
}
