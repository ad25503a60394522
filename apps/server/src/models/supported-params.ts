import type { Flag, SupportedParams } from '@llm-registry/api-types';

/** What a flag of 0 turns off, where the parameter is there at all. */
const gates = [
  { flag: 'function_call', params: ['tools', 'tool_choice', 'parallel_tool_calls'] },
  { flag: 'streaming_support', params: ['stream', 'stream_options'] },
] as const;

type GatingFlags = Record<(typeof gates)[number]['flag'], Flag>;

/**
 * The parameters that a model takes: its base's, those turned off that its own effective flags rule out, and its
 * override on top. Unknown parameters stay absent.
 */
export function computeSupportedParams(
  inherited: SupportedParams,
  flags: GatingFlags,
  override: SupportedParams | undefined,
): SupportedParams {
  const off: Set<string> = new Set(
    gates.filter(({ flag }) => flags[flag] === 0).flatMap(({ params }) => params),
  );
  const gated = Object.entries(inherited).map(
    ([param, value]) => [param, off.has(param) ? false : value] as const,
  );
  return { ...Object.fromEntries(gated), ...override };
}
