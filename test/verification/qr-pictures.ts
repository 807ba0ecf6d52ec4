// QR codes as a test's printer and camera: a PNG, and a film of a sheet of paper held still.
import { writeFile } from 'node:fs/promises';
import QRCode from 'qrcode';

/** A picture of the code, as somebody's photo would be. */
export const qrPicture = (text: string): Promise<Buffer> =>
  QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });

const WIDTH = 640;
const HEIGHT = 480;
const WHITE = 235;
const BLACK = 16;
const GREY = 128;

/** Writes a film (YUV4MPEG2) for Chromium's fake camera: grey, with the code in the middle. */
export async function writeFilm(file: string, text: string): Promise<void> {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const module = Math.floor((HEIGHT - 20) / (modules.size + 8));
  const side = module * (modules.size + 8);
  const [left, top] = [Math.floor((WIDTH - side) / 2), Math.floor((HEIGHT - side) / 2)];
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, GREY);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / module) - 4, Math.floor(x / module) - 4];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const dark = inside && modules.get(row, column) === 1;
      frame[(top + y) * WIDTH + left + x] = dark ? BLACK : WHITE;
    }
  }
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
  const shown = Buffer.concat([Buffer.from('FRAME\n'), frame]);
  await writeFile(file, Buffer.concat([head, shown, shown, shown]));
}
