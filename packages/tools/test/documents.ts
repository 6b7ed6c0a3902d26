import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const workspaceRoot = join(__dirname, '..', '..', '..');

const foldersIn = (top: string): readonly string[] =>
  readdirSync(join(workspaceRoot, top)).map((name) => `${top}/${name}`);

const packageFolders = foldersIn('packages');

/** Path of a document from the top of the workspace. */
export type DocumentPath = string;

export const readDocument = (path: DocumentPath): string => readFileSync(join(workspaceRoot, path), 'utf8');

/** Every document that people read, in order of its path. */
export const documentPaths: readonly DocumentPath[] = [
  'README.md',
  ...readdirSync(join(workspaceRoot, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name}`,
  ),
  ...packageFolders.map((folder) => `${folder}/README.md`),
  ...foldersIn('examples').map((folder) => `${folder}/README.md`),
]
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md') && existsSync(join(workspaceRoot, path)))
  .toSorted();

/** As much of a package.json as documents tell of. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8')) as Manifest;

/** The package.json of the workspace and of each package. */
export const manifests: readonly Manifest[] = ['.', ...packageFolders].map(readManifest);

/** The packages that are published, with their folders. */
export const publishedPackages = packageFolders
  .map((folder) => ({ folder, manifest: readManifest(folder) }))
  .filter(({ manifest }) => manifest.private !== true);
