import { connectorStep } from './connector.js';

/** Keeps lists of the EmailChef newsletter service in step with the contact. */
export const emailchef = connectorStep('emailchef', {
  actions: ['upsert_contact', 'remove_contact', 'unsubscribe'],
  id: 'EmailChefStep',
  about: 'EmailChef: puts the contact on a list or takes it off.',
});

/** Keeps ActiveCampaign in step with the contact. */
export const activecampaign = connectorStep('activecampaign', {
  actions: ['upsert_contact', 'add_tag', 'remove_tag', 'subscribe', 'unsubscribe', 'start_automation'],
  id: 'ActiveCampaignStep',
  about: 'ActiveCampaign: contact, tags, lists, automations.',
});

/** Asks for a payment through PayPal; the link to pay by is the step's result. */
export const paypal = connectorStep('paypal', {
  actions: ['create_order', 'create_invoice'],
  id: 'PayPalStep',
  about: 'PayPal: an order or invoice, whose link is the step`s result.',
});

/** Hands the contact to a Zap by its catch hook. */
export const zapier = connectorStep('zapier', {
  actions: ['send'],
  id: 'ZapierStep',
  about: 'Zapier: a catch hook is called with the parameters.',
});

/** Hands the contact to a Make scenario by its webhook. */
export const make = connectorStep('make', {
  actions: ['send'],
  id: 'MakeStep',
  about: 'Make: a webhook is called with the parameters.',
});
