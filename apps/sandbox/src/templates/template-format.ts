import { GraphError } from '../graph/graph-error.js';
import { partOf, variablesOf, type NewTemplate, type TemplateComponent } from './template.js';

/** Subcodes of code 100. https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const subcode = { tooLong: 2388040, header: 2388047, body: 2388072, footer: 2388073, edge: 2388299 } as const;

const refuse = (details: string, code?: number) => new GraphError(100, details, code);

/**
 * Whether WhatsApp would take these components for review.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 * @throws {GraphError} with the subcode of the first rule that is broken.
 */
export function checkFormat(template: Pick<NewTemplate, 'components' | 'parameter_format'>): void {
  const body = partOf(template, 'BODY');
  if (!body?.text) throw refuse('a template needs a BODY with text', subcode.body);
  checkBody(body.text);
  checkVariableNames(template);
  checkHeader(partOf(template, 'HEADER'));
  checkFooter(partOf(template, 'FOOTER'));
  checkButtons(partOf(template, 'BUTTONS')?.buttons ?? []);
}

function checkBody(text: string): void {
  if (text.length > 1_024) throw refuse('the body is longer than 1024 characters', subcode.tooLong);
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw refuse('the body begins or ends with a variable', subcode.edge);
  if (/\}\}\s*\{\{/.test(text)) throw refuse('two variables stand side by side', subcode.body);
}

/** Positional variables are 1, 2, … without a gap; named ones are lower-case words. */
function checkVariableNames({
  components,
  parameter_format,
}: Pick<NewTemplate, 'components' | 'parameter_format'>): void {
  for (const { text = '', type } of components) {
    const names = variablesOf(text);
    const isRight =
      parameter_format === 'NAMED'
        ? names.every((name) => /^[a-z_][a-z0-9_]*$/.test(name))
        : names.every((name) => /^\d+$/.test(name) && Number(name) >= 1 && Number(name) <= names.length);
    if (!isRight) throw refuse(`the variables of ${type} do not fit the parameter format`, subcode.body);
  }
}

function checkHeader(header: TemplateComponent | undefined): void {
  if (!header) return;
  const { format = 'TEXT', text = '' } = header;
  if (!['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION'].includes(format))
    throw refuse('unknown header format', subcode.header);
  if (format !== 'TEXT') return;
  if (text === '' || variablesOf(text).length > 1)
    throw refuse('a text header has text and at most one variable', subcode.header);
  if (text.length > 60) throw refuse('the header is longer than 60 characters', subcode.tooLong);
}

function checkFooter(footer: TemplateComponent | undefined): void {
  if (!footer) return;
  if (!footer.text || variablesOf(footer.text).length > 0)
    throw refuse('a footer is text without variables', subcode.footer);
  if (footer.text.length > 60) throw refuse('the footer is longer than 60 characters', subcode.tooLong);
}

function checkButtons(buttons: NonNullable<TemplateComponent['buttons']>): void {
  const isQuick = buttons.map(({ type }) => type === 'QUICK_REPLY');
  const changes = isQuick.filter((quick, index) => index > 0 && quick !== isQuick[index - 1]).length;
  if (buttons.length > 10) throw refuse('a template has at most 10 buttons');
  if (buttons.some(({ text = '' }) => text.length > 25))
    throw refuse("a button's text is longer than 25 characters", subcode.tooLong);
  if (buttons.filter(({ type }) => type === 'URL').length > 2) throw refuse('a template has at most 2 links');
  if (changes > 1) throw refuse('quick replies must stand together');
  if (buttons.some(({ type, text }) => type === 'QUICK_REPLY' && !text)) throw refuse('a quick reply needs text');
}
