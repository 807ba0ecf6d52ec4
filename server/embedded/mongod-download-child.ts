// Run as a process of its own by mongod-download.ts: downloads one mongod and prints its path.
import { MongoBinary } from 'mongodb-memory-server-core';

const { IKRAR_MONGOD_VERSION: version, IKRAR_MONGOD_DIR: downloadDir } = process.env;
if (!version || !downloadDir) throw new Error('IKRAR_MONGOD_VERSION and IKRAR_MONGOD_DIR are set');
console.log(await MongoBinary.getPath({ version, downloadDir, checkMD5: true }));
