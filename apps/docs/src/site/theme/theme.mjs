// VitePress's own theme in the site's colors, without its fonts.

import { useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent, onMounted, watch } from 'vue';
import { showRegistry } from './registry-address.mjs';
import './theme.css';

/** @param {string} address */
function isPage(address) {
  return !/\/(reference\.html|openapi[^/]*|client\.tgz)$/.test(address.replace(/[?#].*/, ''));
}

export const theme = {
  extends: DefaultTheme,
  /** @param {{ app: import('vue').App, router: { onBeforeRouteChange?: (to: string) => boolean } }} context */
  enhanceApp({ app, router }) {
    // A file of its own, which the other pages do not load.
    app.component(
      'ModelExplorer',
      defineAsyncComponent(() => import('../../explorer/ModelExplorer.vue')),
    );
    router.onBeforeRouteChange = (to) => {
      if (isPage(to)) return true;
      location.href = to;
      return false;
    };
  },
  setup() {
    const route = useRoute();
    onMounted(() => watch(() => route.path, showRegistry, { immediate: true, flush: 'post' }));
  },
};
