import { describe, expect, it } from 'vitest';
import { modelType } from './model-type.js';

describe('modelType', () => {
  it.each([
    ['embedding', 'embedding'],
    ['image', 'image'],
    ['video', 'video'],
    ['rerank', 'rerank'],
    ['tts', 'audio'],
    ['stt', 'audio'],
    ['judge', 'moderation'],
  ])('reads the kind %s as %s', (kind, type) => expect(modelType(kind, 'm')).toBe(type));

  it.each(['search', 'tiny'])('drops the kind %s', (kind) => expect(modelType(kind, 'm')).toBeNull());

  it('takes a row without a kind as chat', () => expect(modelType(null, 'gpt-4o')).toBe('chat'));

  it.each([
    ['nvidia/nv-embed-v1', 'embedding'],
    ['baai/bge-m3', 'embedding'],
    ['voyage-3.5', 'embedding'],
    ['qwen3-reranker-8b', 'rerank'],
    ['whisper-large-v3', 'audio'],
    ['gpt-4o-mini-tts', 'audio'],
    ['flux-1-schnell-fp8', 'image'],
  ])('unless its name says plainly what it is: %s', (id, type) => expect(modelType(null, id)).toBe(type));

  it.each(['nvidia/nemotron-voicechat', 'sonar-pro', 'deepseek-ocr-2'])('does not guess at %s', (id) => {
    expect(modelType(null, id)).toBe('chat');
  });

  it('stops at a kind it has never seen', () => {
    expect(() => modelType('hologram', 'm')).toThrow('the kind "hologram" of m is unknown');
  });
});
