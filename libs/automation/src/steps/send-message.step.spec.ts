import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld, friday, problemsOf, type StepInput } from '../testing/index.js';

const tag: StepInput = { type: 'add_tag', tag: 'closed', next: null };
const written = (step: object) => JSON.parse(JSON.stringify(step)) as StepInput;
const story = (step: Partial<StepInput> = {}) =>
  aStory(
    anAutomation()
      .withSteps({
        hello: written({ type: 'send_message', text: 'Hi {{ contact.firstName }}', next: null, ...step }),
        tag,
      })
      .build(),
  );

describe('send_message', () => {
  it('orders a free message', () => {
    expect(story().effects).toMatchObject([{ category: 'service', content: { kind: 'text', text: 'Hi Ann' } }]);
  });

  it.each([
    [
      'a file by its address',
      {
        media: {
          kind: 'image',
          link: 'https://x.example/{{ contact.id }}.png',
          caption: 'For {{ contact.firstName }}',
        },
      },
      { kind: 'media', media: 'image', link: 'https://x.example/contact-1.png', caption: 'For Ann' },
    ],
    ['a file by its id', { media: { kind: 'document', id: '42' } }, { kind: 'media', media: 'document', id: '42' }],
    [
      'a place',
      { location: { latitude: 45.4, longitude: 9.2, name: 'Shop' } },
      { kind: 'location', latitude: 45.4, longitude: 9.2, name: 'Shop' },
    ],
  ])('orders %s', (_, step, content) => {
    expect(story({ text: undefined, ...step } as Partial<StepInput>).effects[0]?.content).toEqual(content);
  });

  const said = { kind: 'reply', seq: 1, messageId: 'in-1', content: { kind: 'text', text: 'hi' } } as const;
  const wrote = aWorld().with({
    trigger: { type: 'whatsapp.message.received', id: 'wamid.in', time: friday, data: { content: said.content } },
  });
  const answering = (step: object) =>
    aStory(
      anAutomation()
        .withSteps({ hello: written({ type: 'send_message', next: null, ...step }), tag })
        .build(),
      { world: wrote.build() },
    );

  it.each([
    ['a preview of the link', { text: 'https://x.example', previewUrl: true }, { kind: 'text', previewUrl: true }],
    [
      'a document with a name',
      { media: { kind: 'document', id: '42', fileName: '{{ contact.firstName }}.pdf' } },
      { kind: 'media', media: 'document', id: '42', fileName: 'Ann.pdf' },
    ],
    [
      'contact cards',
      { contacts: [{ name: 'Desk of {{ contact.firstName }}', phones: [{ phone: '+39112', type: 'WORK' }] }] },
      { kind: 'contacts', contacts: [{ name: 'Desk of Ann', phones: [{ phone: '+39112', type: 'WORK' }] }] },
    ],
    ['a reaction', { reaction: '👍' }, { kind: 'reaction', emoji: '👍', replyTo: 'wamid.in' }],
    ['a quote', { text: 'Yes', quote: true }, { kind: 'text', text: 'Yes', replyTo: 'wamid.in' }],
  ])('orders %s', (_, step, content) => {
    expect(answering(step).effects[0]?.content).toMatchObject(content);
  });

  it('quotes nothing when the contact wrote nothing', () => {
    expect(story({ quote: true }).effects[0]?.content).toEqual({ kind: 'text', text: 'Hi Ann' });
  });

  it('takes the way `failed` when there is nothing to react to', () => {
    const run = aStory(
      anAutomation()
        .withSteps({ hello: { type: 'send_message', reaction: '👍', next: null, failed: 'tag' }, tag })
        .build(),
    );
    expect(run.trail[0]).toMatchObject({ what: 'step_failed', why: 'the contact wrote nothing to react to' });
  });

  it.each<[string, object, string]>([
    ['a text over 4096 characters', { text: 'x'.repeat(4_097) }, 'invalid_content /steps/hello/text'],
    [
      'a caption over 1024 characters',
      { media: { kind: 'image', id: '1', caption: 'x'.repeat(1_025) } },
      'invalid_content /steps/hello/media/caption',
    ],
    ['a file from nowhere', { media: { kind: 'image', link: 'a.png' } }, 'invalid_content /steps/hello/media/link'],
    [
      'a sound with a caption',
      { media: { kind: 'audio', id: '1', caption: 'x' } },
      'invalid_value /steps/hello/media/caption',
    ],
    ['a reaction in words', { reaction: 'great' }, 'invalid_value /steps/hello/reaction'],
    [
      'a card with a bad address',
      { contacts: [{ name: 'A', urls: [{ url: 'x' }] }] },
      'invalid_content /steps/hello/contacts/0/urls/0/url',
    ],
  ])('is not saved with %s', (_, step, problem) => {
    const definition = anAutomation().withSteps({ hello: written({ type: 'send_message', next: null, ...step }) });
    expect(problemsOf(written(definition.asWritten())).filter((one) => !one.startsWith('no_'))).toEqual([problem]);
  });

  it('takes the way `windowClosed` when the window is closed', () => {
    expect(story({ windowClosed: 'tag' }).ends('hello', { outcome: 'window_closed' }).happened).toContain(
      'tag: tag_added',
    );
  });

  it('exits when the window is closed and nothing is wired for it', () => {
    const { outcome } = story().ends('hello', { outcome: 'window_closed' });
    expect(outcome).toEqual({ state: 'exited', reason: 'step_failed', detail: 'window_closed' });
  });

  it.each([
    ['is empty', '{{ contact.lastName }}', 'text is empty'],
    [
      'is too long for WhatsApp',
      `{% for i in (1..500) %}${'x'.repeat(10)}{% endfor %}`,
      'the text has 5000 characters, over 4096',
    ],
  ])('takes the way `failed` when its text %s', (_, text, why) => {
    const run = story({ text, failed: 'tag' });
    expect(run.effects).toEqual([]);
    expect(run.trail[0]).toMatchObject({ what: 'step_failed', why });
  });
});
