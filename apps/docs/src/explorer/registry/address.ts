import { registryAbove } from '../../site/theme/registry-address.mjs';

/** Where the registry is, and whether the reader may name another. */
export interface RegistryAddress {
  /** Absolute; empty where nobody has said it yet. */
  url: string;
  /** True where no registry serves the site: the page may then be told of one. */
  isChosen: boolean;
}

/**
 * The registry that serves the site; else the one that `explorer/registry.json` names, which whoever hosts the site as
 * plain files may write; else the one of the page's address.
 */
export async function findRegistry(chosen: string): Promise<RegistryAddress> {
  const above = await registryAbove();
  if (above !== null) return { url: above, isChosen: false };
  const configured = await configuredRegistry().catch(() => '');
  return configured === ''
    ? { url: addressIn(chosen), isChosen: true }
    : { url: configured, isChosen: false };
}

async function configuredRegistry(): Promise<string> {
  const answer = await fetch(new URL('registry.json', location.href));
  const { url }: { url?: unknown } = await answer.json();
  return typeof url === 'string' ? addressIn(url) : '';
}

/** An http or https address without a slash at its end; empty where the text is none. */
export function addressIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') return '';
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
