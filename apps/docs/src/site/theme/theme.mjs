// VitePress's own theme in the site's colors, without its fonts.

import { useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { onMounted, watch } from 'vue';
import { showRegistry } from './registry-address.mjs';
import './theme.css';

/** @param {string} address */
function isPage(address) {
  return !/\/(reference\.html|openapi[^/]*|client\.tgz)$/.test(address.replace(/[?#].*/, ''));
}

/** Opens the search for who comes from the page of the reference, which has one of its own over the API only. */
function openSearchIfAsked() {
  if (new URLSearchParams(location.search).has('search'))
    document.querySelector('.DocSearch-Button')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

export const theme = {
  extends: DefaultTheme,
  /** @param {{ router: { onBeforeRouteChange?: (to: string) => boolean } }} app */
  enhanceApp({ router }) {
    router.onBeforeRouteChange = (to) => {
      if (isPage(to)) return true;
      location.href = to;
      return false;
    };
  },
  setup() {
    const route = useRoute();
    onMounted(() => watch(() => route.path, showRegistry, { immediate: true, flush: 'post' }));
    onMounted(openSearchIfAsked);
  },
};
