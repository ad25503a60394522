import { type InjectionKey, inject, onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import type { ViewState } from './view-state.js';
import { readView, viewQuery } from './view-url.js';

/** What is shown, bound to the address. */
export interface View {
  state: ShallowRef<ViewState>;
  /** The address of this view with some of it changed, to link to. */
  href: (change: Partial<ViewState>) => string;
  /** Goes to another view: back leads here again. */
  go: (change: Partial<ViewState>) => void;
  /** Changes the view in its place: back does not lead to what it was. */
  adjust: (change: Partial<ViewState>) => void;
}

/** Binds the view to the browser's address. To be called once, where a component is set up. */
export function createView(): View {
  const state = shallowRef(readView(location.search));
  let pending: ReturnType<typeof setTimeout> | undefined;

  const href = (change: Partial<ViewState>) => {
    const query = viewQuery({ ...state.value, ...change });
    return query === '' ? location.pathname : `${location.pathname}?${query}`;
  };
  const writeAddress = () => {
    clearTimeout(pending);
    pending = undefined;
    history.replaceState(history.state, '', href({}));
  };
  const readAddress = () => {
    clearTimeout(pending);
    pending = undefined;
    state.value = readView(location.search);
  };

  // The second is the site's own router: a link in its header leads to the explorer without more of an address.
  addEventListener('popstate', readAddress);
  addEventListener('addresschange', readAddress);
  onScopeDispose(() => {
    if (pending !== undefined) writeAddress();
    removeEventListener('popstate', readAddress);
    removeEventListener('addresschange', readAddress);
  });

  return {
    state,
    href,
    go(change) {
      if (pending !== undefined) writeAddress();
      // The site's own router takes an entry without a state for none of its pages.
      history.pushState({}, '', href(change));
      state.value = { ...state.value, ...change };
    },
    adjust(change) {
      state.value = { ...state.value, ...change };
      // Browsers refuse an address that changes with every key stroke.
      clearTimeout(pending);
      pending = setTimeout(writeAddress, 200);
    },
  };
}

export const VIEW: InjectionKey<View> = Symbol('view');

/** The view of the explorer that a component is part of. */
export function useView(): View {
  const view = inject(VIEW);
  if (view === undefined) throw new Error('This is drawn by the explorer only.');
  return view;
}
