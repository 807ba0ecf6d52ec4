// What an uploaded sheet is, and its text: UTF-8 with or without a mark, UTF-16 or Latin-1.

const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];

/** True for a ZIP, which every XLSX is. */
export const isZip = (bytes: Uint8Array): boolean =>
  ZIP_MARK.every((byte, place) => bytes[place] === byte);

/** True when it is neither text nor a ZIP: an old XLS, a PDF, a picture. */
export const isBinary = (bytes: Uint8Array): boolean =>
  !isWide(bytes) && bytes.subarray(0, 4_096).includes(0);

/** True for a text of more lines than `most`; one in UTF-16 is not looked at. */
export function hasMoreLines(bytes: Uint8Array, most: number): boolean {
  if (isWide(bytes)) return false;
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && lines <= most; at = bytes.indexOf(10, at + 1))
    lines++;
  return lines > most;
}

const isWide = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** The text without its mark; bytes that are no UTF-8 are read as Latin-1 (Windows-1252). */
export function textOf(bytes: Uint8Array): string {
  if (isWide(bytes)) {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
