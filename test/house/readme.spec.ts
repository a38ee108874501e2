import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from './run.js';

const text = readFileSync(join(root, 'README.md'), 'utf8');
const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
const projects = ['apps', 'libs'].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
);

describe('the README', () => {
  it.each(links)('links to %s, which exists', (target) => {
    expect(existsSync(join(root, target))).toBe(true);
  });

  it.each(projects)('has %s on its map', (folder) => {
    expect(links).toContain(folder);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...text.matchAll(/`npm (?:run )?(start|test|check|lint)\b/g)].map(([, name = '']) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
