// Holds every project to its layer (layers.mjs). Usage: node infra/checks/boundaries.mjs [folder of the workspace]
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { importProblem } from './import-rules.mjs';
import { importsOf } from './imports.mjs';
import { layerOf, layers } from './layers.mjs';
import { projectProblems } from './project-rules.mjs';
import { projectFolders, readProject, rootPackages, sourceFiles, tsconfigReferences } from './projects.mjs';

function boundaryProblems(root) {
  const folders = projectFolders(root);
  const projects = folders.map((folder) => readProject(root, folder)).filter((project) => project !== undefined);
  const workspace = { projects, rootPackages: rootPackages(root), checked: tsconfigReferences(root, '.') };
  return [
    ...folders.filter((folder) => isNoPackage(root, folder)).map(noPackage),
    ...projects.flatMap((project) => [
      ...projectProblems(project, workspace).map((problem) => `${project.folder}/package.json  ${problem}.`),
      ...sourceProblems(project, workspace, root),
    ]),
  ];
}

const isNoPackage = (root, folder) => !readProject(root, folder) && sourceFiles(root, folder).length > 0;
const noPackage = (folder) =>
  `${folder}  is no package: nothing builds or checks it. Give it a package.json, or move it.`;

function sourceProblems(project, workspace, root) {
  if (!(layerOf(project) in layers)) return [];
  return sourceFiles(root, project.folder).flatMap((file) =>
    importsOf(join(root, file)).flatMap(({ line, specifier }) => {
      const problem = importProblem({ file, specifier, project }, workspace);
      return problem ? [`${file}:${line}  ${problem}.`] : [];
    }),
  );
}

const problems = boundaryProblems(argv[2] ?? join(import.meta.dirname, '../..'));
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'Every import keeps to its layer.' : `${problems.length} boundary problems.`);
exit(problems.length === 0 ? 0 : 1);
