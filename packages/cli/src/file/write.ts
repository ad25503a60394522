import { stringify } from 'yaml';
import { inOrder, type ModelsFile } from './models-file.js';

const heading = `# The models and providers of an LLM Registry. Costs are USD per 1M tokens; what is absent is inherited.
# "***" stands for a secret that the registry keeps.
`;

/** The text of a file of models; the same models give the same bytes. */
export function modelsFileText(file: ModelsFile): string {
  // Aliases would make one entry depend on another, and folded lines would move with every word. Other programs may still
  // read YAML 1.1, where a plain `no` is false and a plain 2024-10-21 a date, so such texts are quoted.
  const options = { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' as const };
  return heading + stringify(inOrder(file), options);
}
