import type { ModelProvider, ModelsDevProvider } from '@llm-registry/api-types';

type ProviderHead = Omit<ModelsDevProvider, 'models'>;

/** Where models without a provider are. */
export const noProvider = 'custom';

const environmentReference = 'env:';

/** The variables that hold the key, where a reference says so. */
function environment({ api_key_reference: reference }: ModelProvider): string[] {
  return reference?.startsWith(environmentReference) ? [reference.slice(environmentReference.length)] : [];
}

/** A provider as models.dev describes one, without its models. Who may see only id and name of it gets no more here. */
export function modelsDevProvider(provider: ModelProvider | null): ProviderHead {
  if (provider === null) return { id: noProvider, name: 'Custom', env: [] };
  const { provider_id: id, provider_name: name, extra_kwargs } = provider;
  const api = extra_kwargs?.['base_url'];
  return { id, name, env: environment(provider), ...(typeof api === 'string' && { api }) };
}
