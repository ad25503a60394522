// Commands are shown with the address of the registry that serves the site, so that they work when pasted.

const EXAMPLE = 'http://127.0.0.1:4080';

/** @type {Promise<string> | undefined} */
let asked;

/**
 * The registry's address: one level above the site, where only a registry has its contract.
 * @returns {Promise<string>} the example's where the site is hosted elsewhere
 */
async function findRegistry() {
  const site = /** @type {{ __VP_SITE_DATA__?: { base: string } }} the site's data */ (globalThis)
    .__VP_SITE_DATA__;
  const above = new URL('../', new URL(site?.base ?? '/', location.href));
  const answer = await fetch(new URL('openapi.json', above), { method: 'HEAD' }).catch(() => null);
  return answer?.ok ? above.href.replace(/\/$/, '') : EXAMPLE;
}

/** Writes the registry's address into the commands of the page that is shown. */
export async function showRegistry() {
  asked ??= findRegistry();
  const url = await asked;
  if (url === EXAMPLE) return;
  const walker = document.createTreeWalker(
    document.querySelector('.vp-doc') ?? document.body,
    NodeFilter.SHOW_TEXT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.textContent?.includes(EXAMPLE) && node.parentElement?.closest('pre, code'))
      node.textContent = node.textContent.replaceAll(EXAMPLE, url);
  }
}
