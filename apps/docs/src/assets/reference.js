// Starts Scalar (assets/scalar.js) on the contract. Nothing here or there may reach another host.
import { findRegistry } from './registry.js';

/** What the code samples say in the place of the registry's address. */
const EXAMPLE_ADDRESS = 'http://127.0.0.1:4080';

const [registry, samples] = await Promise.all([
  findRegistry(),
  fetch(new URL('../reference.json', import.meta.url)).then((answer) => answer.text()),
]);

/** Try-it requests go to the registry under the address that the reader reached it by: no CORS, any base path. */
const source = registry
  ? {
      content: samples.replaceAll(EXAMPLE_ADDRESS, registry),
      servers: [{ url: registry, description: 'This registry' }],
    }
  : { content: samples };

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
  // The samples of the contract are those that the tests run.
  hiddenClients: true,
  // Stable addresses: the error pages link to them.
  /** @param {{ operationId: string }} operation */
  generateOperationSlug: ({ operationId }) => operationId,
});
