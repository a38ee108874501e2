import { messageLimits as limits } from './limits.js';
import type { ContentFault, MessageContent } from './message-content.js';
import type { VariableValue } from './template-content.js';

/** The texts of a template, with their variables. */
export interface TemplateTexts {
  body?: string | undefined;
  header?: string | undefined;
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * Which part of a template is too long with a message's values in it; undefined when none is.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (132005)
 */
export function tooLongTemplate(content: MessageContent, { body, header }: TemplateTexts): ContentFault | undefined {
  if (content.kind !== 'template') return undefined;
  const headerValues = content.header?.kind === 'text' ? content.header.variables : {};
  return (
    tooLong('variables', filled(body, content.variables), limits.body) ??
    tooLong('header.variables', filled(header, headerValues), limits.header)
  );
}

const tooLong = (field: string, text: string, longest: number): ContentFault | undefined =>
  text.length > longest
    ? { field, message: `with its values the text has ${text.length} characters, over ${longest}` }
    : undefined;

const filled = (text = '', values: Readonly<Record<string, VariableValue>>): string =>
  text.replaceAll(placeholder, (all, name: string) => {
    const value = values[name];
    return value === undefined ? all : wordsOf(value);
  });

function wordsOf(value: VariableValue): string {
  if (typeof value === 'string') return value;
  return 'dateTime' in value ? value.dateTime : value.fallback;
}
