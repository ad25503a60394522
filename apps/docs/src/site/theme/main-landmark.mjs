// The landmark that readers of screens jump to. VitePress draws one on every page of text, and none on the first page.

/** Makes the content of the first page its main part. */
export function markMain() {
  const content = document.querySelector('#VPContent');
  if (content?.classList.contains('is-home')) content.setAttribute('role', 'main');
  else content?.removeAttribute('role');
}
