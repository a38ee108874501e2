import type { Result } from './figure.js';

const headings = ['section', 'figure', 'value', 'min … max', 'unit', 'bar', ''];
const columnsOfNumbers = [2, 3];

/** The results as lines of a table. */
export function tableOf(results: readonly Result[]): string[] {
  const rows = [headings, ...results.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => aligned(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const cellsOf = ({ section, figure, value, unit, min, max, bar, pass }: Result): string[] => [
  section,
  figure,
  numberText(value),
  min === max ? '' : `${numberText(min)} … ${numberText(max)}`,
  unit,
  bar ?? '',
  pass === null ? '' : pass ? 'ok' : 'MISSED',
];

const aligned = (cell: string, column: number, width: number): string =>
  columnsOfNumbers.includes(column) ? cell.padStart(width) : cell.padEnd(width);

/** Three digits that count; whole numbers above a hundred. */
export function numberText(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
