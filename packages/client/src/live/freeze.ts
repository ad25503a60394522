/** Freezes a value out of JSON with all that is in it, so that no reader changes what the others see. Answers it. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const key in value) freeze(value[key]);
  return Object.freeze(value);
}
