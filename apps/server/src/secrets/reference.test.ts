import { describe, expect, it } from 'vitest';
import { isReference } from './reference.js';

describe('a reference', () => {
  it.each([
    'env:OPENAI_API_KEY',
    'env:_private',
    'env:lower2',
    'vault:secret#key',
    'vault:secret/data/llm/openai#api_key',
    'vault:kv-v2/team.a/o+p#field-1',
    'k8s:prod/openai#api-key',
    'k8s:team-a/llm.providers#OPENAI_KEY',
    'aws-sm:prod/openai/key',
    'aws-sm:name_with+all=of.@-',
    'aws-sm:arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/openai-AbCdEf',
  ])('is %s', (text) => {
    expect(isReference(text)).toBe(true);
  });

  it.each([
    ['a secret', 'sk-proj-abc'],
    ['nothing after the kind', 'env:'],
    ['a digit in front', 'env:1KEY'],
    ['a space', 'env:MY KEY'],
    ['a line break at its end', 'env:KEY\n'],
    ['a second line', 'sk-secret\nenv:KEY'],
    ['another case', 'ENV:KEY'],
    ['a space in front', ' env:KEY'],
    ['no field', 'vault:secret/openai'],
    ['an empty field', 'vault:secret/openai#'],
    ['an empty segment', 'vault:secret//openai#key'],
    ['two fields', 'vault:secret#a#b'],
    ['no key', 'k8s:prod/openai'],
    ['no namespace', 'k8s:openai#key'],
    ['a capital in a namespace', 'k8s:Prod/openai#key'],
    ['a dash at the end of a namespace', 'k8s:prod-/openai#key'],
    ['another kind', 'gcp-sm:name'],
    ['something longer than any', `aws-sm:${'x'.repeat(513)}`],
    ['a variable longer than any', `env:${'X'.repeat(256)}`],
    ['half an ARN', 'aws-sm:arn:aws:secretsmanager:eu-central-1:123:secret:x'],
  ])('is not %s', (_what, text) => {
    expect(isReference(text)).toBe(false);
  });
});
