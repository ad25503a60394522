import type { Flag, ModelType, ShippedModel } from '../catalog.js';
import type { ModelRow } from './model-source.js';

type Capabilities = Pick<
  ShippedModel,
  'streaming_support' | 'function_call' | 'image_support' | 'supported_params'
>;

type Params = Record<string, boolean>;

/** OpenAI serves these through an API that answers in one piece only. */
const NOT_STREAMING = new Set(['gpt-5-pro', 'gpt-5-pro-2025-10-06', 'o1-pro', 'o1-pro-2025-03-19']);

const NOT_CHAT: Capabilities = {
  streaming_support: null,
  function_call: null,
  image_support: null,
  supported_params: {},
};

export function rowCapabilities(row: ModelRow, type: ModelType): Capabilities {
  if (type !== 'chat') return NOT_CHAT;
  const streaming_support = streamingSupport(row.id);
  return {
    streaming_support,
    function_call: row.supportsTools === false ? 0 : 1,
    image_support: row.acceptsImages ? 1 : 0,
    supported_params: {
      ...chatParams(streaming_support),
      ...samplingParams(row),
      ...toolParams(row),
      ...reasoningParams(row),
    },
  };
}

/** A price tells nothing of capabilities, so only what every chat model has is stated. */
export function priceOnlyCapabilities(id: string, type: ModelType): Capabilities {
  if (type !== 'chat') return NOT_CHAT;
  const streaming_support = streamingSupport(id);
  return { ...NOT_CHAT, streaming_support, supported_params: chatParams(streaming_support) };
}

function streamingSupport(id: string): Flag {
  return NOT_STREAMING.has(id) ? 0 : 1;
}

function chatParams(streaming: Flag): Params {
  return { max_tokens: true, stream: streaming === 1 };
}

function samplingParams(row: ModelRow): Params {
  return row.supportsSamplingParams === false ? {} : { temperature: true, top_p: true };
}

function toolParams(row: ModelRow): Params {
  if (row.supportsTools === false) return {};
  return row.supportsToolChoice === false ? { tools: true } : { tools: true, tool_choice: true };
}

function reasoningParams(row: ModelRow): Params {
  if (!row.reasons) return {};
  return row.listsEfforts ? { reasoning: true, reasoning_effort: true } : { reasoning: true };
}
