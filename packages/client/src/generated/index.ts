// Made by "npm run generate" from openapi.yaml. Do not edit.
/* tslint:disable */
/* eslint-disable */
export * from './runtime.js';
export * from './apis/index.js';
export * from './models/index.js';
