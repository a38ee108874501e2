import type { Story } from '../running-stack.js';

export const playStory: Story = (_stack, print) => {
  print('The story is not written yet.');
  return Promise.resolve();
};
