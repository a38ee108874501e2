import { RE2JS } from 're2js';

/** Longer texts match nothing: matching time grows with the length, in a straight line. */
const maxTextLength = 65_536;
const compiled = new Map<string, RE2JS | undefined>();
const rememberedExpressions = 500;

/** Why an expression cannot be used, or undefined when it can. RE2 has no back references and no look-around, by design. */
export function regexProblem(expression: string): string | undefined {
  return compile(expression) ? undefined : 'is not a regular expression RE2 understands';
}

/** Whether the expression is found anywhere in the text, in linear time. A bad expression finds nothing. */
export function regexFinds(expression: string, text: string): boolean {
  return text.length <= maxTextLength && (compile(expression)?.matcher(text).find() ?? false);
}

function compile(expression: string): RE2JS | undefined {
  if (compiled.has(expression)) return compiled.get(expression);
  if (compiled.size >= rememberedExpressions) compiled.clear();
  const regex = parse(expression);
  compiled.set(expression, regex);
  return regex;
}

function parse(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression);
  } catch {
    return undefined;
  }
}
