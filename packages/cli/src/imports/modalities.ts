/** Models that answer with something else than text are of another type than chat. */
const typesOfOutput: Readonly<Record<string, string>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  embeddings: 'embedding',
};

/** The type of a model by what it answers with; undefined where that is text too, or nothing that is known. */
export function typeOfOutput(modalities: unknown): string | undefined {
  if (!Array.isArray(modalities) || modalities.includes('text')) return undefined;
  const known = modalities.find((it) => typeof it === 'string' && Object.hasOwn(typesOfOutput, it));
  return typeof known === 'string' ? typesOfOutput[known] : undefined;
}

/** Whether a model takes images, by what it takes; undefined where that is not said. */
export function inputsImages(modalities: unknown): 0 | 1 | undefined {
  if (!Array.isArray(modalities)) return undefined;
  return modalities.includes('image') ? 1 : 0;
}
