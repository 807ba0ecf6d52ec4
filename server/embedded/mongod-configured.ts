// Checks a MONGODB_URI before anything is built on it, so that the operator reads what is wrong
// and what to do instead of a driver's stack.
import mongoose from 'mongoose';
import { DATABASE_NAME } from '../core/database.ts';

const { MongoClient, MongoServerError, MongoServerSelectionError } = mongoose.mongo;

const ANSWER_LIMIT_MS = 5000;
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;

/**
 * Resolves when the address answers within 5 s, accepts the sign-in and belongs to a replica set
 * (or a sharded cluster). Throws an Error in Indonesian that never holds the password.
 */
export async function checkConfiguredMongo(uri: string): Promise<void> {
  const client = openClient(uri);
  const where = hostOf(uri);
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (!hello.setName && hello.msg !== 'isdbgrid') throw new Error(notReplicaSet(where));
    // `hello` is open to everybody; this one shows whether the sign-in was accepted.
    await client.db(DATABASE_NAME).listCollections({}, { nameOnly: true }).toArray();
  } catch (cause) {
    throw explain(cause, where);
  } finally {
    await client.close();
  }
}

function openClient(uri: string) {
  try {
    return new MongoClient(uri, { serverSelectionTimeoutMS: ANSWER_LIMIT_MS });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : '';
    // The driver's text may repeat the address with its password.
    const reason = text.includes('//') || text.includes('@') ? '' : ` (${text})`;
    throw new Error(
      `MONGODB_URI tidak terbaca${reason}. Bentuknya: ` +
        'mongodb://nama:sandi@alamat:27017/ikrar?replicaSet=rs0 (tanda khusus dalam sandi ditulis ' +
        'sebagai kode persen).',
    );
  }
}

function explain(cause: unknown, where: string): Error {
  if (cause instanceof MongoServerError && cause.code === AUTHENTICATION_FAILED) {
    return new Error(
      `MongoDB di ${where} menolak nama pengguna atau kata sandi. Periksa nama, sandi dan ` +
        'authSource dalam MONGODB_URI.',
      { cause },
    );
  }
  if (cause instanceof MongoServerError && cause.code === UNAUTHORIZED) {
    return new Error(
      `MongoDB di ${where} meminta nama pengguna dan kata sandi yang berhak atas basis data ini. ` +
        'Tambahkan ke MONGODB_URI, atau beri pengguna itu peran readWrite.',
      { cause },
    );
  }
  if (cause instanceof MongoServerSelectionError) return explainSelection(cause, where);
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** The server was not chosen: silent, a set of another name, or a set without a primary. */
function explainSelection(cause: InstanceType<typeof MongoServerSelectionError>, where: string) {
  const servers = [...(cause.reason?.servers.values() ?? [])];
  if (servers.some((server) => server.type === 'RSGhost')) {
    return new Error(
      `MongoDB di ${where} memakai --replSet tetapi belum diinisiasi. Jalankan rs.initiate() ` +
        'sekali di mongosh, lalu jalankan Ikrar lagi.',
      { cause },
    );
  }
  // The driver strikes a server that answers, but not as a member of the set that was named.
  if (servers.length === 0) return new Error(notReplicaSet(where), { cause });
  if (servers.some((server) => server.type !== 'Unknown')) {
    return new Error(
      `Replica set di ${where} tidak mempunyai primary, atau namanya lain dari replicaSet dalam ` +
        'MONGODB_URI. Periksa dengan rs.status() di mongosh.',
      { cause },
    );
  }
  return new Error(
    `MongoDB di ${where} tidak menjawab dalam 5 detik. Periksa alamat dan porta dalam ` +
      'MONGODB_URI, pastikan mongod berjalan dan tidak terhalang firewall; atau kosongkan ' +
      'MONGODB_URI agar Ikrar menyalakan MongoDB sendiri.',
    { cause },
  );
}

function notReplicaSet(where: string): string {
  return (
    `MongoDB di ${where} bukan replica set (atau bukan yang disebut replicaSet dalam MONGODB_URI); ` +
    'Ikrar memerlukan transaksi dan change stream. Jalankan mongod dengan --replSet rs0, lalu rs.initiate() sekali di mongosh (satu simpul cukup).'
  );
}

/** The hosts of an address, without sign-in and options. */
function hostOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1] ?? 'alamat itu';
}
