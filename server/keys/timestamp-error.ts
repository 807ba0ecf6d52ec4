// Why there is no independent time: each way in which a time-stamping authority can fail.

const SENTENCES = {
  TSA_UNREACHABLE: 'Layanan stempel waktu tidak dapat dihubungi',
  TSA_TIMEOUT: 'Layanan stempel waktu tidak menjawab pada waktunya',
  TSA_STATUS: 'Layanan stempel waktu menjawab dengan kesalahan HTTP',
  TSA_REFUSED: 'Layanan stempel waktu menolak permintaan',
  TSA_ANSWER: 'Jawaban layanan stempel waktu tidak dapat dibaca',
  TSA_TOO_LARGE: 'Jawaban layanan stempel waktu terlalu besar',
  TSA_IMPRINT: 'Stempel waktu dibuat untuk isi yang lain',
  TSA_NONCE: 'Stempel waktu bukan jawaban atas permintaan ini',
  TSA_SIGNATURE: 'Tanda tangan pada stempel waktu tidak sah',
  TSA_CERTIFICATE: 'Sertifikat layanan stempel waktu bukan untuk stempel waktu',
  TSA_ROOT: 'Stempel waktu tidak berakar pada TSA_ROOT',
  TSA_TIME: 'Waktu pada stempel waktu jauh dari jam peladen ini',
  TSA_RESTING: 'Layanan stempel waktu baru saja gagal dan dicoba lagi sebentar kemudian',
} as const;
export type TimestampErrorCode = keyof typeof SENTENCES;

/** A stamp that was not made or does not hold; the message is for the staff's page and the log. */
export class TimestampError extends Error {
  readonly code: TimestampErrorCode;

  constructor(code: TimestampErrorCode, detail?: string, cause?: unknown) {
    super(detail ? `${SENTENCES[code]} (${detail})` : SENTENCES[code], { cause });
    this.name = 'TimestampError';
    this.code = code;
  }
}
