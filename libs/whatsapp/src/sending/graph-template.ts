import type { TemplateButton, TemplateHeader, VariableValue } from '@threadline/domain';
import { given, graphPlace, mediaSource, type Content, type Json } from './graph-json.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
export function graphTemplate({ name, language, variables, header, buttons = [] }: Content<'template'>): Json {
  const components = [
    ...(header ? [{ type: 'header', parameters: headerParameters(header) }] : []),
    ...(Object.keys(variables).length > 0 ? [{ type: 'body', parameters: parameters(variables) }] : []),
    ...buttons.map(graphButton),
  ];
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

/** Positional variables (`1`, `2`, …) go in their order; named ones carry their name, whatever their order. */
function parameters(variables: Readonly<Record<string, VariableValue>>): Json[] {
  const all = Object.entries(variables);
  if (all.every(([name]) => /^\d+$/.test(name))) {
    return all.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, value]) => parameter(value));
  }
  return all.map(([name, value]) => ({ ...parameter(value), parameter_name: name }));
}

function parameter(value: VariableValue): Json {
  if (typeof value === 'string') return { type: 'text', text: value };
  if ('dateTime' in value) return { type: 'date_time', date_time: { fallback_value: value.dateTime } };
  const { currency: code, amount1000, fallback } = value;
  return { type: 'currency', currency: { fallback_value: fallback, code, amount_1000: amount1000 } };
}

function headerParameters(header: TemplateHeader): Json[] {
  switch (header.kind) {
    case 'text':
      return parameters(header.variables);
    case 'media':
      return [{ type: header.media, [header.media]: mediaSource(header) }];
    case 'location':
      return [{ type: 'location', location: graphPlace(header) }];
  }
}

function graphButton(button: TemplateButton): Json {
  const [type, filled] = buttonParameter(button);
  return { type: 'button', sub_type: type, index: String(button.index), parameters: [filled] };
}

function buttonParameter(button: TemplateButton): [string, Json] {
  if ('payload' in button) return ['quick_reply', { type: 'payload', payload: button.payload }];
  if ('urlSuffix' in button) return ['url', { type: 'text', text: inAddress(button.urlSuffix) }];
  if ('couponCode' in button) return ['copy_code', { type: 'coupon_code', coupon_code: button.couponCode }];
  if ('flowToken' in button) {
    const action = { flow_token: button.flowToken, ...given({ flow_action_data: button.flowData }) };
    return ['flow', { type: 'action', action }];
  }
  const action = { thumbnail_product_retailer_id: button.thumbnail, ...given({ sections: sectionsOf(button) }) };
  return [button.sections ? 'mpm' : 'catalog', { type: 'action', action }];
}

const sectionsOf = ({ sections }: Extract<TemplateButton, { thumbnail: string }>): Json[] | undefined =>
  sections?.map(({ title, products }) => ({
    title,
    product_items: products.map((id) => ({ product_retailer_id: id })),
  }));

/** WhatsApp appends it to the fixed part as it is: what may not stand in an address is encoded, what is encoded stays. */
const inAddress = (suffix: string): string =>
  suffix.replace(/%(?![0-9a-f]{2})|[^\w\-.~!*'();:@&=+$,/?#[\]%]+/giu, encodeURIComponent);
