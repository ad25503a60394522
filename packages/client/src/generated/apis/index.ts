// Made by "npm run generate" from openapi.yaml. Do not edit.
/* tslint:disable */
/* eslint-disable */
export * from './AccountApi.js';
export * from './CatalogApi.js';
export * from './ChangesApi.js';
export * from './CompatibilityApi.js';
export * from './HealthApi.js';
export * from './KeysApi.js';
export * from './ListsApi.js';
export * from './ModelsApi.js';
export * from './ProvidersApi.js';
