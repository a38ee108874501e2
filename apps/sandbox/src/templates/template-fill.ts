import { GraphError } from '../graph/graph-error.js';
import type { RenderedMessage, TappableButton } from '../messages/ledger-entry.js';
import type { Component, Parameter, TemplateSend } from '../messages/message-request.js';
import { carried } from '../messages/render.js';
import { partOf, variablesOf, type Template } from './template.js';

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * Fills a template with what a send gives it, as strictly as WhatsApp.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 * @throws {GraphError} 132000 wrong number of values, 132012 wrong form, 132018 wrong button, 132005 too long.
 */
export function fillTemplate(template: Template, { components }: TemplateSend): RenderedMessage {
  const header = fillHeader(template, components);
  const body = partOf(template, 'BODY')?.text ?? '';
  const values = valuesOf(template, body, parametersOf(components, 'body'));
  const text = filled(body, values);
  if (text.length > 1_024) throw new GraphError(132005, 'the body is longer than 1024 characters');
  const footer = partOf(template, 'FOOTER')?.text;
  const links = linksOf(template, components);
  const buttons = buttonsOf(template, components);
  return { text, buttons, ...header, ...(footer !== undefined && { footer }), ...(links.length > 0 && { links }) };
}

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(placeholder, (_, name: string) => values.get(name) ?? '');

const parametersOf = (components: Component[], type: 'header' | 'body'): Parameter[] =>
  components.flatMap((component) => (component.type === type ? component.parameters : []));

function valuesOf(template: Template, text: string, parameters: Parameter[]): Map<string, string> {
  const names = variablesOf(text);
  if (parameters.length !== names.length) {
    throw new GraphError(
      132000,
      `number of parameters (${parameters.length}) does not match the expected ${names.length}`,
    );
  }
  const given = parameters.map((parameter, index) => [nameOf(template, parameter, index), valueOf(parameter)] as const);
  const values = new Map(given);
  const missing = names.find((name) => !values.has(name));
  if (missing !== undefined) throw new GraphError(132012, `there is no value for ${missing}`);
  return values;
}

function nameOf({ parameter_format }: Template, { parameter_name }: Parameter, index: number): string {
  if (parameter_format === 'POSITIONAL') {
    if (parameter_name !== undefined) throw new GraphError(132012, 'this template has positional variables');
    return String(index + 1);
  }
  if (parameter_name === undefined)
    throw new GraphError(132012, 'this template has named variables: parameter_name is missing');
  return parameter_name;
}

/** A text, or the fallback of a currency or date. */
function valueOf(parameter: Parameter): string {
  const { type, text } = parameter;
  if (type === 'text') {
    if (!text) throw new GraphError(131008, 'a parameter of type text is missing its text');
    if (/[\n\t]| {5,}/.test(text))
      throw new GraphError(132018, 'a value has line breaks, tabs or more than four spaces');
    return text;
  }
  const special = (parameter as Record<string, unknown>)[type] as { fallback_value?: unknown } | undefined;
  if (typeof special?.fallback_value !== 'string')
    throw new GraphError(132012, `a parameter of type ${type} does not fit the body`);
  return special.fallback_value;
}

function fillHeader(template: Template, components: Component[]): Pick<RenderedMessage, 'header' | 'card'> {
  const header = partOf(template, 'HEADER');
  const given = parametersOf(components, 'header');
  const format = header?.format ?? 'TEXT';
  if (!header || format === 'TEXT') {
    const values = valuesOf(template, header?.text ?? '', given);
    return header?.text === undefined ? {} : { header: filled(header.text, values) };
  }
  const wanted = format.toLowerCase();
  const [parameter] = given;
  if (given.length !== 1 || parameter?.type !== wanted)
    throw new GraphError(132012, `the header needs a parameter of type ${wanted}`);
  return carried(parameter);
}

/** Buttons that open an address, with the end that was given; others (calls, codes, forms) by their title alone. */
function linksOf(template: Template, components: Component[]): NonNullable<RenderedMessage['links']> {
  const defined = partOf(template, 'BUTTONS')?.buttons ?? [];
  return defined.flatMap(({ type, text = type, url }, index) => {
    if (type === 'QUICK_REPLY') return [];
    const given = components.find((component) => component.type === 'button' && component.index === index);
    const end = given?.parameters[0]?.text ?? '';
    return [{ title: text, ...(url !== undefined && { url: url.replaceAll(placeholder, () => end) }) }];
  });
}

function buttonsOf(template: Template, components: Component[]): TappableButton[] {
  const defined = partOf(template, 'BUTTONS')?.buttons ?? [];
  const given = new Map(
    components.flatMap((component) => (component.type === 'button' ? [[component.index, component] as const] : [])),
  );
  for (const [index, button] of given) checkGiven(defined[index]?.type, button, index);
  defined.forEach(({ type, url = '' }, index) => {
    const needsValue = type === 'COPY_CODE' || type === 'MPM' || (type === 'URL' && variablesOf(url).length > 0);
    if (needsValue && !given.has(index))
      throw new GraphError(131008, `button at index ${index} of type ${type} requires a parameter`);
  });
  return defined.flatMap(({ type, text = '' }, index) =>
    type === 'QUICK_REPLY'
      ? [{ kind: 'quick_reply' as const, payload: given.get(index)?.parameters[0]?.payload ?? text, title: text }]
      : [],
  );
}

/** What the parameter of a button must hold, by its type. */
const wanted: Readonly<Record<string, string>> = {
  QUICK_REPLY: 'payload',
  URL: 'text',
  COPY_CODE: 'coupon_code',
  FLOW: 'action',
  CATALOG: 'action',
  MPM: 'action',
};

function checkGiven(
  type: string | undefined,
  { sub_type, parameters: [parameter] }: Extract<Component, { type: 'button' }>,
  index: number,
): void {
  if (type === undefined || type !== sub_type.toUpperCase())
    throw new GraphError(132018, `there is no ${sub_type} button at index ${index}`);
  const field = wanted[type];
  const value = field === undefined ? undefined : (parameter as Record<string, unknown> | undefined)?.[field];
  if (field !== undefined && (value === undefined || value === ''))
    throw new GraphError(131008, `button at index ${index} of type ${type} requires a parameter ${field}`);
  if (type === 'COPY_CODE' && String(value).length > 20)
    throw new GraphError(132018, `the code at index ${index} is longer than 20 characters`);
}
