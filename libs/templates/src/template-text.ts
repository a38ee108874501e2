/** The variables a text names, each once: numbers in their order, names as they stand. */
export function variablesOf(text: string): string[] {
  const named = [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, name]) => name ?? []))];
  return named.every(isNumber) ? named.sort((a, b) => Number(a) - Number(b)) : named;
}

/** Whether a text with these variables is positional or named; without variables it is neither. */
export function formatOf(variables: readonly string[]): 'positional' | 'named' | undefined {
  if (variables.length === 0) return undefined;
  return variables.every(isNumber) ? 'positional' : 'named';
}

/** Whether variables are `1`, `2`, … without a gap, or all lower-case words. */
export const areWellNamed = (variables: readonly string[]): boolean =>
  formatOf(variables) === 'positional'
    ? variables.every((name, index) => name === String(index + 1))
    : variables.every((name) => /^[a-z_][a-z0-9_]*$/.test(name));

const isNumber = (name: string) => /^\d+$/.test(name);
