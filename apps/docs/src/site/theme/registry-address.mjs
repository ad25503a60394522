// Commands are shown with the address of the registry that serves the site, so that they work when pasted.

const EXAMPLE = 'http://127.0.0.1:4080';

/** @type {Promise<string | null> | undefined} */
let asked;

/**
 * The registry's address: one level above the site, where only a registry has its contract. It is asked for once.
 * @returns {Promise<string | null>} without a slash at its end; null where the site is hosted elsewhere
 */
export function registryAbove() {
  asked ??= findRegistry();
  return asked;
}

async function findRegistry() {
  const site = /** @type {{ __VP_SITE_DATA__?: { base: string } }} the site's data */ (globalThis)
    .__VP_SITE_DATA__;
  const base = site?.base ?? '/';
  // At the top of a host there is nothing above, and the contract there is the site's own copy.
  if (base === '/') return null;
  const above = new URL('../', new URL(base, location.href));
  const answer = await fetch(new URL('openapi.json', above), { method: 'HEAD' }).catch(() => null);
  return answer?.ok ? above.href.replace(/\/$/, '') : null;
}

/** Writes the registry's address into the commands of the page that is shown. */
export async function showRegistry() {
  const url = await registryAbove();
  if (url === null) return;
  const walker = document.createTreeWalker(
    document.querySelector('.vp-doc') ?? document.body,
    NodeFilter.SHOW_TEXT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.textContent?.includes(EXAMPLE) && node.parentElement?.closest('pre, code'))
      node.textContent = node.textContent.replaceAll(EXAMPLE, url);
  }
}
