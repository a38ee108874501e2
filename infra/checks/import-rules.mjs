import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { layerOf, layers, mayImport, reasonOf } from './layers.mjs';

/** Each rule looks at one import and says what is wrong and what to do instead, or nothing. The first that speaks counts. */
const rules = [
  computed,
  leavesPackage,
  ownName,
  ownerLayer,
  insideOfPackage,
  testingInProduction,
  bannedPackage,
  undeclared,
];

/**
 * What is wrong with an import of `specifier` (undefined: computed) in `file` of `project`.
 * `workspace` is all `projects` and the `rootPackages` that specs may use besides their project's own.
 */
export function importProblem({ file, specifier, project }, workspace) {
  const name = packageOf(specifier ?? '');
  const owner = workspace.projects.find((other) => other.name === name);
  const isTest = isTestFile(file) || layerOf(project) === 'test';
  const found = { file, specifier, name, owner, project, layer: layers[layerOf(project)], isTest, ...workspace };
  for (const rule of rules) {
    const problem = rule(found);
    if (problem) return problem;
  }
  return undefined;
}

/** Specs and `testing/` folders may use test tools that production code may not. */
const isTestFile = (file) => /(^|[.-])spec\.[cm]?[jt]sx?$/.test(file) || file.includes('/testing/');

function computed({ layer, specifier, isTest }) {
  if (specifier === undefined && !isTest && !layer.mayComputeImports)
    return 'a computed import cannot be checked. Write out what is imported';
}

function leavesPackage({ project, file, specifier = '' }) {
  if (!/^(\.{1,2}(\/|$)|\/|file:)/.test(specifier)) return undefined;
  const target = posix.join(posix.dirname(file), specifier);
  const isInside = specifier.startsWith('.') && target.startsWith(`${project.folder}/`);
  return isInside ? undefined : `${specifier} leaves the package. Import the other package by its name`;
}

function ownName({ project, name, specifier }) {
  if (name === project.name) return `${specifier} is this package itself. Use a relative path`;
}

function ownerLayer({ project, owner }) {
  if (owner && !mayImport(project, owner)) return `imports ${owner.name} (${layerOf(owner)}). ${reasonOf(project)}`;
}

function insideOfPackage({ specifier, owner }) {
  if (owner && !owner.entryPoints.includes(specifier))
    return `${specifier} reaches inside ${owner.name}. Import one of: ${owner.entryPoints.join(', ') || '(it offers nothing)'}`;
}

function testingInProduction({ specifier = '', name, owner, isTest }) {
  const isOurs = owner !== undefined || name === '';
  if (isOurs && !isTest && /\/testing(\/|$)/.test(specifier))
    return `${specifier} is for specs only. Move what production code needs out of testing/`;
}

function bannedPackage({ project, layer: { bans = [], only }, specifier = '', name, owner, isTest }) {
  const used = isBuiltin(specifier) ? 'node:*' : name;
  if (isTest || owner || used === '') return undefined;
  const isBanned = bans.some((ban) => covers(ban, used)) || only?.every((allowed) => !covers(allowed, used));
  return isBanned ? `imports ${specifier}. ${reasonOf(project)}` : undefined;
}

function undeclared({ project, specifier = '', name, isTest, rootPackages }) {
  if (name === '' || isBuiltin(specifier)) return undefined;
  const isDeclared = project.dependencies.includes(name) || (isTest && rootPackages.includes(name));
  return isDeclared ? undefined : `${name} is not in ${project.folder}/package.json. Add it there in an exact version`;
}

/** The package an import names; empty for a path, and for a name that only the package itself knows (`#name`). */
function packageOf(specifier) {
  if (/^[./#]/.test(specifier) || specifier.startsWith('file:')) return '';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const covers = (pattern, name) => (pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name);
