// Starts Scalar (assets/scalar.js) on the contract. Nothing here or there may reach another host.
import { findRegistry } from './registry.js';

const registry = await findRegistry();

/** Try-it requests go to the registry under the address that the reader reached it by: no CORS, any base path. */
const source = registry
  ? { content: registry.contract, servers: [{ url: registry.url, description: 'This registry' }] }
  : { url: new URL('../openapi.json', import.meta.url).href };

/** @type {{ Scalar: { createApiReference: (place: string, configuration: object) => unknown } }} set by assets/scalar.js */
const { Scalar } = /** @type {any} */ (globalThis);

Scalar.createApiReference('#reference', {
  ...source,
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  persistAuth: true,
  // The system's setting decides, as on the other pages.
  hideDarkModeToggle: true,
  // The header links to the contract.
  documentDownloadType: 'none',
  // A tag is called Models already.
  modelsSectionLabel: 'Schemas',
  // Stable addresses: the error pages link to them.
  /** @param {{ operationId: string }} operation */
  generateOperationSlug: ({ operationId }) => operationId,
});
