// What is wrong with a seal key, said at start so that nothing is ever sealed with it.

/** Stable reasons. */
export type KeyErrorCode =
  | 'P12_MISSING'
  | 'P12_UNREADABLE'
  | 'P12_PASSWORD'
  | 'P12_NO_KEY'
  | 'KEY_MISSING'
  | 'KEY_DAMAGED'
  | 'KEY_MISMATCH'
  | 'KEY_UNSUPPORTED'
  | 'CHAIN_BROKEN'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_USAGE'
  | 'ROOT_NOT_HERE'
  | 'ROOT_STAYS'
  | 'ROOT_KEY_WRONG'
  | 'SEAL_UNKNOWN'
  | 'TSA_ROOT_UNREADABLE';

const SENTENCES: Record<KeyErrorCode, string> = {
  P12_MISSING: 'Berkas SEAL_P12 tidak ada atau tidak dapat dibaca',
  P12_UNREADABLE: 'Berkas SEAL_P12 bukan PKCS#12',
  P12_PASSWORD: 'Kata sandi SEAL_P12_PASSWORD tidak cocok dengan berkas SEAL_P12',
  P12_NO_KEY: 'Berkas SEAL_P12 tidak memuat kunci beserta sertifikatnya',
  KEY_MISSING: 'Kunci segel tidak ada, padahal sertifikatnya ada; pulihkan dari cadangan',
  KEY_DAMAGED: 'Berkas kunci atau sertifikat segel rusak; pulihkan dari cadangan',
  KEY_MISMATCH: 'Kunci segel tidak cocok dengan sertifikatnya',
  KEY_UNSUPPORTED: 'Kunci segel harus ECDSA P-256 atau RSA sedikitnya 2048 bit',
  CHAIN_BROKEN: 'Rantai sertifikat segel tidak utuh sampai ke akarnya',
  CERTIFICATE_EXPIRED: 'Sertifikat segel sudah kedaluwarsa',
  CERTIFICATE_NOT_YET_VALID: 'Sertifikat segel belum berlaku',
  CERTIFICATE_USAGE: 'Sertifikat segel bukan untuk membubuhkan segel (nonRepudiation)',
  ROOT_NOT_HERE: 'Kunci akar tidak ada di folder kunci; mungkin sudah dipindahkan',
  ROOT_STAYS: 'Kunci akar tidak dapat dipindahkan ke sana; pilih folder lain yang kosong',
  ROOT_KEY_WRONG: 'Kunci akar tidak ada di berkas itu, atau bukan kunci akar platform ini',
  SEAL_UNKNOWN: 'Tidak ada satu sertifikat segel dengan sidik itu; lihat npm run keys -- status',
  TSA_ROOT_UNREADABLE: 'Berkas TSA_ROOT tidak ada atau tidak memuat sertifikat PEM',
};

/** Stops the start; the message is for the terminal and names the file where there is one. */
export class KeyError extends Error {
  readonly code: KeyErrorCode;

  constructor(code: KeyErrorCode, file?: string, cause?: unknown) {
    super(file ? `${SENTENCES[code]} (${file})` : SENTENCES[code], { cause });
    this.name = 'KeyError';
    this.code = code;
  }
}
