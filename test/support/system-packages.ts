// Programs that the suite runs, and what the validators are made with: found on PATH, or installed as
// root on Debian.
import {
  installDebianPackages,
  type PackageInstall,
} from '../../server/embedded/debian-packages.ts';
import { findOnPath } from '../../server/embedded/find-on-path.ts';

const PACKAGE_OF = {
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdffonts: 'poppler-utils',
  qpdf: 'qpdf',
  /** Gives pdfsig the root that it shall trust. */
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  python3: 'python3-pip',
  pip3: 'python3-pip',
  java: 'default-jre-headless',
  mvn: 'maven',
  go: 'golang-go',
} as const;

/** A program that the tests call. */
export type Tool = keyof typeof PACKAGE_OF;

/** Resolves when every tool is there; throws an Error that says what to install. */
export async function ensureTools(
  tools: readonly Tool[],
  opts: Omit<PackageInstall, 'packages'>,
): Promise<void> {
  const path = (opts.env ?? process.env).PATH;
  const missing = new Set<string>();
  for (const tool of tools) if (!(await findOnPath(tool, path))) missing.add(PACKAGE_OF[tool]);
  if (missing.size > 0) await installDebianPackages({ ...opts, packages: [...missing] });
}
