import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const skipped = new Set(['dist', 'node_modules']);

/** Folders of the workspace's projects, as the root package.json lists them (`folder` or `folder/*`), relative to `root`. */
export function projectFolders(root) {
  return readJson(join(root, 'package.json')).workspaces.flatMap((pattern) =>
    pattern.endsWith('/*') ? foldersIn(root, pattern.slice(0, -2)) : [pattern],
  );
}

const foldersIn = (root, parent) =>
  existsSync(join(root, parent))
    ? readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}`)
    : [];

/** A project: its package.json, folder and tsconfig references (both relative to `root`); undefined when the folder has no package.json. */
export function readProject(root, folder) {
  const manifest = join(root, folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { name, exports = {}, dependencies = {}, devDependencies = {}, nx } = readJson(manifest);
  const tags = (nx?.tags ?? []).filter((tag) => tag.startsWith('layer:'));
  return {
    name,
    folder,
    layerTags: tags.map((tag) => tag.slice('layer:'.length)),
    entryPoints: Object.keys(exports).map((path) => name + path.slice(1)),
    dependencies: [...Object.keys(dependencies), ...Object.keys(devDependencies)],
    references: tsconfigReferences(root, folder),
  };
}

/** Folders that a folder's tsconfig refers to, relative to `root`; a project's own code is in tsconfig.lib.json, when it has one. */
export function tsconfigReferences(root, folder) {
  const file = ['tsconfig.lib.json', 'tsconfig.json']
    .map((name) => join(root, folder, name))
    .find((path) => existsSync(path));
  const { references = [] } = file ? ts.readConfigFile(file, (path) => readFileSync(path, 'utf8')).config : {};
  return references.map(({ path }) => posix.join(folder, path).replace(/\/(tsconfig[^/]*\.json)?$/, ''));
}

/** Packages that any spec may use: the root's. */
export const rootPackages = (root) => {
  const { dependencies = {}, devDependencies = {} } = readJson(join(root, 'package.json'));
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
};

/** The code files of a folder, relative to `root`, without what is built or installed. */
export function sourceFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourceFiles(root, path);
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
  });
}
