/** How a value of a field is written and entered. */
export type FieldKind = 'cost' | 'count' | 'flag' | 'boolean' | 'text' | 'choice' | 'object';

/** A field of a model's answer. */
export interface ModelField {
  name: string;
  kind: FieldKind;
  /** Of its numbers; empty where it has none. */
  unit: string;
  description: string;
}

/** A field of a custom model's definition. */
export interface DefinitionField extends ModelField {
  /** What a `choice` may be. */
  choices: string[];
  limits: { minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string };
}
