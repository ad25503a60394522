/** A model that many people ask for, with its price: a catalog that gets these wrong gets more wrong. */
export interface WellKnownPrice {
  model_name: string;
  input_cost: number;
  output_cost: number;
}

/** Checked by hand. Change a line only together with the refresh that moves the price, and say so in the commit. */
export const WELL_KNOWN_PRICES: readonly WellKnownPrice[] = [
  known('openai/gpt-4o', 2.5, 10),
  known('openai/gpt-4o-mini', 0.15, 0.6),
  known('openai/gpt-4.1', 2, 8),
  known('openai/gpt-4.1-mini', 0.4, 1.6),
  known('openai/gpt-5', 1.25, 10),
  known('openai/gpt-5-mini', 0.25, 2),
  known('openai/o3', 2, 8),
  known('openai/o4-mini', 1.1, 4.4),
  known('openai/gpt-3.5-turbo', 0.5, 1.5),
  known('openai/text-embedding-3-small', 0.02, 0),
  known('anthropic/claude-sonnet-4-5', 3, 15),
  known('anthropic/claude-opus-4-5', 5, 25),
  known('anthropic/claude-haiku-4-5', 1, 5),
  known('google/gemini-2.5-pro', 1.25, 10),
  known('google/gemini-2.5-flash', 0.3, 2.5),
  known('xai/grok-4', 3, 15),
  known('mistral/mistral-large-latest', 0.5, 1.5),
  known('mistral/codestral-latest', 0.3, 0.9),
  known('cohere/command-r-plus', 2.5, 10),
  known('zai/glm-4.6', 0.6, 2.2),
  known('voyageai/voyage-3.5', 0.06, 0),
  known('groq/llama-3.3-70b-versatile', 0.59, 0.79),
  known('azure/gpt-4o', 2.5, 10),
  known('bedrock/anthropic.claude-3-haiku-20240307-v1:0', 0.25, 1.25),
  known('openrouter/anthropic/claude-sonnet-4.5', 3, 15),
];

function known(model_name: string, input_cost: number, output_cost: number): WellKnownPrice {
  return { model_name, input_cost, output_cost };
}
