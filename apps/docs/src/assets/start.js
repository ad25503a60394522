// Shows the commands with this registry's own address, so that they work when pasted.
import { findRegistry } from './registry.js';

const registry = await findRegistry();
if (registry) {
  for (const code of document.querySelectorAll('pre code')) {
    code.textContent = code.textContent.replaceAll('http://127.0.0.1:4080', registry.url);
  }
}
