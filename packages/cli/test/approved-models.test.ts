import { beforeAll, describe, expect, test } from 'vitest';
import { type Served, startRegistry } from './registry.js';
import { fileWith, tool } from './tool.js';

const approved = `
models:
  - { model_name: approved/small, base_model_name: gpt-4o-mini }
  - { model_name: approved/tiny, base_model_name: approved/small, input_cost: 0.1 }
`;

describe('where shipped models serve as bases only', () => {
  let registry: Served;
  beforeAll(async () => {
    registry = await startRegistry();
    await registry.client.updateOrganization({ catalog_visibility: 'base_only' });
  });

  test('a file that inherits from them is applied, and a second time nothing is left to do', async () => {
    expect(await tool(registry, 'apply', fileWith(approved))).toMatchObject({ code: 0, err: '' });
    const model = await registry.client.getModel({ model_name: 'approved/tiny' });
    expect(model).toMatchObject({ input_cost: 0.1, output_cost: 0.6 });
    const again = await tool(registry, 'apply', fileWith(approved));
    expect(again).toEqual({ code: 0, out: 'Nothing to change.\n', err: '' });
  });

  test('a base that nobody has is refused as ever', async () => {
    const file = fileWith('models: [{ model_name: a, base_model_name: openai/gpt-nothing }]');
    const refused = await tool(registry, 'apply', file);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('base_model_name is "openai/gpt-nothing", which is neither in the file');
  });
});
