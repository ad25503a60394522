import type { ModelType } from '../catalog.js';

/** The model source's kinds. Null is a kind that is no model one can call by an API. */
const TYPE_OF_KIND: Readonly<Record<string, ModelType | null>> = {
  chat: 'chat',
  embedding: 'embedding',
  image: 'image',
  video: 'video',
  rerank: 'rerank',
  tts: 'audio',
  stt: 'audio',
  judge: 'moderation',
  search: null,
  tiny: null,
};

/** Names that say plainly what a model is, for the hosts and the price source that state no kind. First hit wins. */
const TYPE_OF_NAME: readonly (readonly [RegExp, ModelType])[] = [
  [/rerank/, 'rerank'],
  [/embed|(^|\/)bge-|^voyage-/, 'embedding'],
  [/whisper|transcribe|realtime|(^|-)(tts|stt)(-|$)|^grok-voice|nova-(2-)?sonic|^voxtral-mini-26/, 'audio'],
  [/(^|\/)flux/, 'image'],
];

/** Null drops the row. A kind never seen before stops the refresh, so that someone decides what it is. */
export function modelType(kind: string | null, id: string): ModelType | null {
  if (kind === null) return typeFromName(id);
  const type = TYPE_OF_KIND[kind];
  if (type === undefined) throw new Error(`the kind "${kind}" of ${id} is unknown`);
  return type;
}

export function typeFromName(id: string): ModelType {
  const hit = TYPE_OF_NAME.find(([pattern]) => pattern.test(id.toLowerCase()));
  return hit ? hit[1] : 'chat';
}
