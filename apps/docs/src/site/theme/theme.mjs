// VitePress's own theme in the site's colors, without its fonts.

import { useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent, onMounted, watch } from 'vue';
import { markMain } from './main-landmark.mjs';
import { showRegistry } from './registry-address.mjs';
import './theme.css';

/**
 * @typedef {object} Router what this uses of VitePress's
 * @property {{ path: string }} route
 * @property {(to: string) => boolean} [onBeforeRouteChange]
 * @property {(to: string) => boolean} [onBeforePageLoad]
 */

/** @param {string} address */
function isPage(address) {
  return !/\/(reference\.html|openapi[^/]*|client\.tgz)$/.test(address.replace(/[?#].*/, ''));
}

/** Opens the search for who comes from the page of the reference, which has one of its own over the API only. */
function openSearchIfAsked() {
  if (new URLSearchParams(location.search).has('search'))
    document.querySelector('.DocSearch-Button')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

/** The explorer reads the rest of its address itself; drawn anew it would forget where it was. @param {string} to @param {string} path */
function staysInExplorer(to, path) {
  return path.endsWith('/explorer/') && new URL(to, location.href).pathname === path;
}

export const theme = {
  extends: DefaultTheme,
  /** @param {{ app: import('vue').App, router: Router }} context */
  enhanceApp({ app, router }) {
    // A file of its own, which the other pages do not load.
    app.component(
      'ModelExplorer',
      defineAsyncComponent(() => import('../../explorer/ModelExplorer.vue')),
    );
    router.onBeforePageLoad = (to) => {
      if (!staysInExplorer(to, router.route.path)) return true;
      dispatchEvent(new Event('addresschange'));
      return false;
    };
    router.onBeforeRouteChange = (to) => {
      if (isPage(to)) return true;
      location.href = to;
      return false;
    };
  },
  setup() {
    const route = useRoute();
    for (const afterEachMove of [showRegistry, markMain])
      onMounted(() => watch(() => route.path, afterEachMove, { immediate: true, flush: 'post' }));
    onMounted(openSearchIfAsked);
  },
};
