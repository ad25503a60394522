// How to ask for a model, to be copied.

/** A name in a shell, whatever is in it. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A command that answers the model. Names that proxies are known to mangle in a path are looked up.
 */
export function curlOf(registry: string, name: string): string {
  const credential = '-H "Authorization: Bearer $LLM_REGISTRY_KEY"';
  if (!/[%?#]/.test(name)) {
    const path = name.split('/').map(encodeURIComponent).join('/');
    return `curl -s ${shellQuoted(`${registry}/api/models/${path}`)} \\\n  ${credential}`;
  }
  const body = shellQuoted(JSON.stringify({ model_names: [name] }));
  return `curl -s ${shellQuoted(`${registry}/api/lookup`)} \\\n  ${credential} \\\n  -H 'Content-Type: application/json' \\\n  -d ${body}`;
}

/** A program that answers the model, by the registry's own client. */
export function typescriptOf(registry: string, name: string): string {
  return `// npm i ${registry}/client.tgz
import { createClient } from '@llm-registry/client';

const registry = createClient({ baseUrl: ${JSON.stringify(registry)}, token: process.env.LLM_REGISTRY_KEY });
const model = await registry.getModel({ model_name: ${JSON.stringify(name)} });
console.log(model.upstream_model, model.input_cost, model.output_cost); // USD per 1M tokens; null is unknown, 0 is free`;
}
