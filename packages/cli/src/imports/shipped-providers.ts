/**
 * What other tools call the providers that ship with the registry, where the name is another one. A provider that is
 * not shipped keeps the name it comes with.
 */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['gemini', 'google'],
  ['cohere_chat', 'cohere'],
  ['text-completion-openai', 'openai'],
  ['azure_text', 'azure'],
  ['bedrock_converse', 'bedrock'],
  ['amazon-bedrock', 'bedrock'],
  ['google-vertex', 'vertex_ai'],
  ['google-vertex-anthropic', 'vertex_ai'],
  ['togetherai', 'together_ai'],
  ['fireworks-ai', 'fireworks_ai'],
  ['moonshot', 'moonshotai'],
  ['voyage', 'voyageai'],
  ['nvidia_nim', 'nvidia'],
  ['vercel', 'vercel_ai_gateway'],
]);

/** The providers that ship with the registry and that the tools whose files are read know too. */
export const shippedProviders: ReadonlySet<string> = new Set([
  'openai',
  'anthropic',
  'google',
  'xai',
  'mistral',
  'deepseek',
  'cohere',
  'moonshotai',
  'minimax',
  'zai',
  'voyageai',
  'perplexity',
  'azure',
  'bedrock',
  'vertex_ai',
  'openrouter',
  'vercel_ai_gateway',
  'cloudflare',
  'together_ai',
  'fireworks_ai',
  'groq',
  'cerebras',
  'deepinfra',
  'huggingface',
  'novita',
  'nvidia',
  'baseten',
]);

/** The id that a foreign provider has in the registry. */
export function providerIdOf(foreign: string): string {
  // LiteLLM says of these two which family of models it is, too.
  const known = /^(vertex_ai|fireworks_ai)-/.exec(foreign)?.[1] ?? foreign;
  const id = otherNames.get(known) ?? known.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  return id.replace(/^\.{1,2}$/, 'provider');
}
