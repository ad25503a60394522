import { describe, expect, it } from 'vitest';
import { complaint } from './output.js';

const text = (shown: string) => ({ language: 'text', text: shown });
const json = (shown: string) => ({ language: 'jsonc', text: shown });

describe('text that is shown', () => {
  it.each([
    ['the same', 'one\ntwo', 'one\ntwo\n'],
    ['spaces at the ends', 'one  \n\n', '\none\n'],
    ['a part left out', 'from 1 to 20', 'from … to …'],
    ['lines left out', 'one\ntwo\nthree', 'one\n…\nthree'],
    ['no lines where some may be', 'one\nthree', '…\none\n…\nthree\n…'],
  ])('holds for %s', (_what, printed, shown) => {
    expect(complaint(printed, text(shown))).toBeNull();
  });

  it.each([
    ['another word', 'one\ntwo', 'one\nthree'],
    ['more than is shown', 'one\ntwo', 'one'],
    ['less than is shown', 'one', 'one\ntwo'],
    ['signs that mean something in patterns', 'abc', 'a.c'],
  ])('does not hold for %s', (_what, printed, shown) => {
    expect(complaint(printed, text(shown))).toContain(printed);
  });
});

describe('JSON that is shown', () => {
  it.each([
    ['more members than are shown', '{"a": 1, "b": 2}', '{"a": 1}'],
    ['comments', '{"a": "//"}', '{"a": "//"} // all'],
    ['a part of a text left out', '{"a": "from 1 to 2"}', '{"a": "from …"}'],
    ['entries left out', '[1, 2, 3]', '[1, "…"]'],
    ['any value', '{"a": {"b": 1}}', '{"a": "…"}'],
    ['null', '{"a": null}', '{"a": null}'],
  ])('holds for %s', (_what, printed, shown) => {
    expect(complaint(printed, json(shown))).toBeNull();
  });

  it.each([
    ['another number', '{"a": 1}', '{"a": 2}', '/a is 1'],
    ['zero for null', '{"a": 0}', '{"a": null}', '/a is 0'],
    ['a member that is not there', '{}', '{"a": "…"}', '/a is not there'],
    ['more entries than are shown', '[1, 2]', '[1]', 'has 2 entries'],
    ['what is no JSON', 'curl: (7)', '{}', 'no JSON'],
  ])('does not hold for %s', (_what, printed, shown, said) => {
    expect(complaint(printed, json(shown))).toContain(said);
  });
});
