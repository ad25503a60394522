import type { Model, ModelsDevLimit, ModelsDevModalities, ModelsDevModel } from '@llm-registry/api-types';
import { callsTools, reasons, takes, told } from '../abilities.js';
import { idAtProvider } from '../id-at-provider.js';
import { modelsDevCost } from './cost.js';

/** What goes in and comes out, where all of it is known: a chat model reads text, and images where it says so. */
function modalities({ model_type, image_support }: Model): ModelsDevModalities | undefined {
  if (model_type !== 'chat') return undefined;
  return { input: image_support === 1 ? ['text', 'image'] : ['text'], output: ['text'] };
}

function limit({
  max_context_window: context,
  max_output_tokens: output,
}: Model): ModelsDevLimit | undefined {
  if (context === null && output === null) return undefined;
  return { ...(context !== null && { context }), ...(output !== null && { output }) };
}

/** A member for each value that is known. */
function known<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  // What is filtered out is what the type leaves out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };
}

/** A model as models.dev describes one; what is unknown is left out. */
export function modelsDevModel(model: Model): ModelsDevModel {
  return {
    id: model.upstream_model ?? idAtProvider(model),
    name: model.display_name ?? model.model_name,
    ...known({
      attachment: told(model.image_support),
      reasoning: reasons(model),
      tool_call: callsTools(model),
      structured_output: takes(model, 'response_format'),
      temperature: takes(model, 'temperature'),
      modalities: modalities(model),
      limit: limit(model),
      cost: modelsDevCost(model),
    }),
  };
}
