import { inOrder, type ModelsFile } from './models-file.js';
import { yamlText } from './yaml-text.js';

const heading = `# The models and providers of an LLM Registry. Costs are USD per 1M tokens; what is absent is inherited.
# "***" stands for a secret that the registry keeps.
`;

/** The text of a file of models; the same models give the same bytes. */
export function modelsFileText(file: ModelsFile): string {
  return heading + yamlText(inOrder(file));
}
