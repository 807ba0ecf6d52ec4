// The backup's one door.
export { type BackupParts, createBackup } from './create-backup.ts';
export type { BackupManifest } from './manifest.ts';
export { BackupRefusal, openArchive } from './open-archive.ts';
export { type OpenDatabase, openDatabase } from './open-database.ts';
export { checkEmptyFolder, type RestoreParts, restoreBackup } from './restore-backup.ts';
