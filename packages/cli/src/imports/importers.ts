import type { Importer } from './imported.js';
import { liteLlm } from './litellm.js';
import { liteLlmPrices } from './litellm-prices.js';
import { modelsDev } from './models-dev.js';
import { openRouter } from './openrouter.js';

/** The kinds of files that can be imported, by the name that the command line has for them. */
export const importers: Readonly<Record<string, Importer>> = {
  litellm: liteLlm,
  openrouter: openRouter,
  'models.dev': modelsDev,
  'litellm-prices': liteLlmPrices,
};
