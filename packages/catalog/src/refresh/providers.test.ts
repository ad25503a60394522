import { expect, it } from 'vitest';
import { isProviderId } from '../names.js';
import { PROVIDER_RULES } from './providers.js';

it('names 33 providers, each once and by a valid id', () => {
  const ids = PROVIDER_RULES.map((rule) => rule.provider_id);
  expect(new Set(ids).size).toBe(33);
  expect(ids.filter((id) => !isProviderId(id))).toEqual([]);
});

it.each([
  ['amazon-bedrock', 'bedrock'],
  ['google-vertex', 'vertex_ai'],
  ['together', 'together_ai'],
  ['fireworks', 'fireworks_ai'],
  ['vercel-ai-gateway', 'vercel_ai_gateway'],
  ['cloudflare-ai-gateway', 'cloudflare'],
])('calls %s %s', (key, id) => {
  expect(PROVIDER_RULES.find((rule) => rule.modelKey === key)?.provider_id).toBe(id);
});

it.each([
  'cursor',
  'github-copilot',
  'gitlab-duo',
  'devin',
  'kilo',
  'opencode-zen',
  'xai-oauth',
  'local',
  'web',
])('leaves %s out', (key) => expect(PROVIDER_RULES.some((rule) => rule.modelKey === key)).toBe(false));

it('takes twelve vendors as first parties, and Vertex AI as a platform', () => {
  const firstParties = PROVIDER_RULES.filter((rule) => rule.firstParty).map((rule) => rule.provider_id);
  expect(firstParties).toHaveLength(12);
  expect(firstParties).not.toContain('vertex_ai');
});
