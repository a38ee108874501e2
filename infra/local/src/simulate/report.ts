import type { SimulationResult } from '@threadline/automation';

type Row = readonly string[];

/** The result of a simulation for people: how it ended, what was sent, what happened and why, what to know. */
export function reportOf(result: SimulationResult): string[] {
  const { sends, trail, warnings } = result;
  const isOneRun = result.runs.length < 2;
  return [
    ...result.runs.map(lineOfRun),
    ...(result.runs.length === 0 ? ['No trigger fired.'] : []),
    ...section(`${sends.length === 1 ? '1 message' : `${sends.length} messages`} sent`, table(sends.map(rowOfSend))),
    ...section('Timeline', table(trail.map((line) => rowOfLine(line, isOneRun)))),
    ...section(
      'Warnings',
      warnings.map((warning) => `  ${warning}`),
    ),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

function lineOfRun({ run, key, state, reason, convertedAt, standing }: SimulationResult['runs'][number]): string {
  const about = key === '' ? '' : ` (${key})`;
  const because = reason === null || reason === state ? '' : `: ${reason}`;
  const credit = convertedAt === null ? '' : `, converted at ${convertedAt}`;
  return [`${run}${about} ${state}${because}${credit}`, ...standing.map((line) => `  ${line}`)].join('\n');
}

const rowOfSend = ({
  localTime,
  step,
  turn,
  kind,
  template,
  variables,
  text,
}: SimulationResult['sends'][number]): Row => [
  momentOf(localTime),
  turn === 1 ? step : `${step} (turn ${turn})`,
  template === undefined ? kind : `${kind} ${template}`,
  oneLine(
    text ??
      Object.entries(variables ?? {})
        .map(([name, value]) => `${name}: ${value}`)
        .join(', '),
  ),
];

const rowOfLine = ({ localTime, run, step, what, why }: SimulationResult['trail'][number], isOneRun: boolean): Row => [
  momentOf(localTime),
  ...(isOneRun ? [] : [run ?? '']),
  step ?? '',
  what,
  oneLine(why),
];

/** `2026-03-28 14:00:00 +01:00` */
const momentOf = (localTime: string): string => localTime.replace('T', ' ').replace(/([+-]\d\d:\d\d)$/, ' $1');

/** Control characters of a text would play tricks with a terminal. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** Rows in columns as wide as their widest entry. */
function table(rows: readonly Row[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
