// Every migration since the first version, in order. Add at the end; never change one above.
import { accountsWithGrants } from './accounts-with-grants.ts';
import { attendanceWithWindows } from './attendance-with-windows.ts';
import { campaignsWithVersion } from './campaigns-with-version.ts';
import { ceremonyWithWindows } from './ceremony-with-windows.ts';
import { certificatesWithSubject } from './certificates-with-subject.ts';
import type { Migration } from './migration.ts';

/** The steps that `runMigrations` applies at start. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'The shapes of the first version',
    // The models make their own indexes; the entry marks where the count of versions begins.
    up: async () => undefined,
  },
  {
    id: 2,
    name: 'Attendance rules with a window, presence with device, room and why it ended',
    up: attendanceWithWindows,
  },
  {
    id: 3,
    name: 'Certificates of regions and of a whole session beside those of a person',
    up: certificatesWithSubject,
  },
  {
    id: 4,
    name: 'Signing windows with an end, late signing, the seal, and ticks made together',
    up: ceremonyWithWindows,
  },
  {
    id: 5,
    name: 'Roles of staff by campaign',
    up: accountsWithGrants,
  },
  {
    id: 6,
    name: 'Campaigns with a version, a signatory and an emblem',
    up: campaignsWithVersion,
  },
];
