// What fields.mjs makes when the site is built.
declare module 'virtual:contract-fields' {
  export const MODEL_FIELDS: readonly import('./field.js').ModelField[];
  export const DEFINITION_FIELDS: readonly import('./field.js').DefinitionField[];
  export const MODEL_TYPES: readonly string[];
}
