// Which files of a session one ZIP holds, and where each lies in it: numbers and regions, no names.
import type { CertificateStore, FileEntry } from '../certificates/index.ts';
import { regionSubject } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** A region or a province by its code; neither is the whole nation. */
export interface Scope {
  region?: string | undefined;
  province?: string | undefined;
}

export interface ScopeSources {
  certificates: Pick<CertificateStore, 'listFiles'>;
  regionsOf(session: SessionDocument): Promise<Region[]>;
  /** Registration to region (null outside regions), former holders among them. */
  regionOfHolders(session: SessionDocument): Promise<Map<string, string | null>>;
}

export interface ScopedFile {
  id: string;
  /** Folder of the region and number: `33.24-kabupaten-kendal/IKR-2020-10-07-D-000123.pdf`. */
  path: string;
}

/** Where seats outside regions lie. */
const OUTSIDE = 'pusat-dan-kanreg';

/** The files by their numbers. Throws REGION_UNKNOWN, CERTIFICATES_NONE. */
export async function filesOfScope(
  sources: ScopeSources,
  session: SessionDocument,
  scope: Scope,
): Promise<ScopedFile[]> {
  const regions = await sources.regionsOf(session);
  const wanted = regionsOf(scope, regions);
  const holders = await sources.regionOfHolders(session);
  const files = await sources.certificates.listFiles(session._id);
  const folders = new Map(regions.map((region) => [region.code, folderOf(region)]));
  const byRegion = new Map(regions.map(({ code }) => [regionSubject(code), code]));
  const regionOf = ({ subject }: FileEntry) => byRegion.get(subject) ?? holders.get(subject);
  const found = files.flatMap((file) => {
    const region = regionOf(file);
    if (wanted && !wanted.has(region ?? '')) return [];
    const isOfSession = region === undefined;
    const folder = isOfSession ? '' : `${folders.get(region ?? '') ?? OUTSIDE}/`;
    return [{ id: file._id, path: `${folder}${file.number}.pdf` }];
  });
  if (found.length === 0) throw new AppError('CERTIFICATES_NONE');
  return found;
}

/** undefined: all of them. */
function regionsOf({ region, province }: Scope, regions: Region[]): Set<string> | undefined {
  if (region === undefined && province === undefined) return undefined;
  const wanted = regions.filter(({ code, provinceCode }) =>
    region === undefined ? provinceCode === province : code === region,
  );
  if (wanted.length === 0) throw new AppError('REGION_UNKNOWN');
  return new Set(wanted.map(({ code }) => code));
}

const folderOf = ({ code, name }: Region): string =>
  `${code}-${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
