import { layerOf, layers, mayImport, reasonOf } from './layers.mjs';

const layerNames = Object.keys(layers).join(', ');

/** What is wrong with a project of the workspace: all its `projects`, and the folders that the root tsconfig has `checked`. */
export function projectProblems(project, { projects, checked }) {
  const layerProblem = problemOfLayer(project);
  if (layerProblem) return [layerProblem];
  const ours = projects.filter(({ name }) => project.dependencies.includes(name));
  return [
    ...ours.filter((other) => !mayImport(project, other)).map((other) => refusal(project, other)),
    ...ours.filter(({ folder }) => !project.references.includes(folder)).map((other) => unreferenced(project, other)),
    ...(checked.includes(project.folder)
      ? []
      : [`${project.folder} is not in the references of the root tsconfig.json`]),
  ];
}

function problemOfLayer({ name, layerTags }) {
  const [layer] = layerTags;
  if (layerTags.length === 0) return `${name} has no layer. Add "nx": { "tags": ["layer:…"] }, one of: ${layerNames}`;
  if (layerTags.length > 1) return `${name} has ${layerTags.length} layer tags. Keep one`;
  return layer in layers ? undefined : `${name} has the unknown layer "${layer}". Choose one of: ${layerNames}`;
}

const refusal = (project, other) =>
  `${project.name} depends on ${other.name} (${layerOf(other)}). ${reasonOf(project)}`;

// tsc -b compiles an import of an unreferenced package without a word, and does not build that package first.
const unreferenced = ({ name }, other) =>
  `${name} depends on ${other.name} without a reference to it in its tsconfig. Add ${other.folder}/tsconfig.lib.json`;
