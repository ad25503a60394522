import { stringify } from 'yaml';
import { inOrder, type ModelsFile } from './models-file.js';

const heading = `# The models and providers of an LLM Registry. Costs are USD per 1M tokens; what is absent is inherited.
# "***" stands for a secret that the registry keeps.
`;

/** The text of a file of models; the same models give the same bytes. */
export function modelsFileText(file: ModelsFile): string {
  // Aliases would make one entry depend on another, and folded lines would move with every word.
  return heading + stringify(inOrder(file), { aliasDuplicateObjects: false, lineWidth: 0 });
}
