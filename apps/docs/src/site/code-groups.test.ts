import { expect, it } from 'vitest';
import { nameCodeGroups } from './code-groups.mjs';

const drawn = (id: string) =>
  ['a', 'b']
    .map((tab) => `<input name="group-${id}" id="tab-${id}${tab}"><label for="tab-${id}${tab}">`)
    .join('');

it('gives the tabs of a code group the same names each time, and each label its own tab', () => {
  const markdown = { renderer: { rules: { 'container_code-group_open': () => drawn('x_-9') } } };
  nameCodeGroups(markdown);
  const rule: (tokens: unknown[], index: number) => string =
    markdown.renderer.rules['container_code-group_open'];
  expect(rule([], 7)).toBe(
    '<input name="group-7" id="tab-7-1"><label for="tab-7-1"><input name="group-7" id="tab-7-2"><label for="tab-7-2">',
  );
});

it('fails where VitePress draws them in another way', () => {
  expect(() => nameCodeGroups({ renderer: { rules: {} } })).toThrow('container_code-group_open');
});
