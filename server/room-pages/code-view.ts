// The room code as a screen shows it: letters to type, and a QR code to scan from two metres.
import QRCode from 'qrcode';
import type { Clock } from '../core/clock.ts';
import { formatCode } from '../invitations/index.ts';
import type { SharedRoom, SharedRoomService } from '../shared-rooms/index.ts';
import { ENTRY_PATH, joinPath } from './room-page-services.ts';

/** The modules around a QR code that must stay empty. */
const QUIET = 4;

export interface CodeView {
  /** ABCD-EFGH */
  text: string;
  /** Where it is typed: address without the scheme. */
  typedAt: string;
  /** An SVG's path in a square of `size` modules, quiet zone included. */
  qr: { size: number; path: string };
  /** How long this code is still the one to show, in milliseconds. */
  leftMs: number;
}

const qrOf = (address: string): CodeView['qr'] => {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const from = x;
      while (x < modules.size && modules.get(y, x)) x++;
      const width = x - from;
      if (width > 0) runs.push(`M${from + QUIET} ${y + QUIET}h${width}v1h-${width}z`);
    }
  }
  return { size: modules.size + 2 * QUIET, path: runs.join('') };
};

/** The code of this moment. */
export async function presentCode(
  room: SharedRoom,
  options: { rooms: Pick<SharedRoomService, 'codeNow'>; publicUrl: string; clock: Clock },
): Promise<CodeView> {
  const { rooms, publicUrl, clock } = options;
  const { code, endsAt } = await rooms.codeNow(room);
  const base = publicUrl.replace(/\/$/, '');
  return {
    text: formatCode(code),
    typedAt: `${base.replace(/^https?:\/\//, '')}${ENTRY_PATH}`,
    qr: qrOf(`${base}${joinPath(code)}`),
    leftMs: Math.max(0, endsAt.getTime() - clock.now().getTime()),
  };
}
