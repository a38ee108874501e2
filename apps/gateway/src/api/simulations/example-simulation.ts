/** A simulation for the document: a contact that is greeted, answers, and is thanked. */
export const exampleSimulation = {
  definition: {
    name: 'Welcome',
    triggers: [{ id: 'hi', type: 'customer_message', match: 'hi' }],
    settings: { category: 'utility' },
    start: 'greet',
    steps: {
      greet: { type: 'send_message', text: 'Hi {{ contact.firstName }}, how are you?', next: 'answer' },
      answer: { type: 'customer_response', deadline: 'P1D', otherwise: 'thanks', timeout: null },
      thanks: { type: 'send_message', text: 'Thank you!', next: null },
    },
  },
  contact: { firstName: 'Ada', timeZone: 'Europe/Rome' },
  start: '2026-03-28T10:00:00+01:00',
  until: 'P7D',
  timeline: [
    { at: 'PT0S', reply: { text: 'Hi' } },
    { at: 'PT5M', reply: { text: 'Fine' } },
  ],
};
