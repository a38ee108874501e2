const names = {
  month: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  weekday: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
} as const;

/** The fields of a cron expression in their order, each with the least and greatest number it takes. 7 is Sunday too. */
const fields = [
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of the month', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: names.month },
  { name: 'weekday', min: 0, max: 7, words: names.weekday },
] as const;

type Field = (typeof fields)[number];

/**
 * Why a text is no cron expression of five fields (minute, hour, day of the month, month, weekday), or undefined when it is one. Fields
 * take `*`, numbers, names, lists, ranges and steps. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html
 */
export function cronProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== fields.length)
    return 'is not a cron expression of five fields: minute, hour, day of the month, month, weekday';
  const bad = fields.find((field, nth) => !isField(parts[nth] ?? '', field));
  return bad && `has a wrong ${bad.name}; write numbers from ${bad.min} to ${bad.max}, *, lists, ranges or steps`;
}

const isField = (text: string, field: Field) => text.split(',').every((item) => isItem(item, field));

function isItem(item: string, field: Field): boolean {
  const match = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(item);
  if (!match || (match[4] !== undefined && Number(match[4]) === 0)) return false;
  if (match[1] === '*') return true;
  const from = numberOf(match[2] ?? '', field);
  const to = match[3] === undefined ? from : numberOf(match[3], field);
  return from >= field.min && to <= field.max && from <= to;
}

/** NaN for what is no number of the field, so that every comparison with it fails. */
function numberOf(text: string, { words, min }: Field): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const position = (words as readonly string[]).indexOf(text.toLowerCase());
  return position < 0 ? NaN : position + min;
}
