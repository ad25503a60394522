import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';
import { ownLayer } from '../revisions/layers.js';

/** As many code points as a name may have, four bytes each, which no index can pack. */
const longest = (): string =>
  String.fromCodePoint(...Array.from({ length: 255 }, () => randomInt(0x2_0000, 0x2_a6d0)));

onEveryEngine((open) => {
  it('organizations, models and display names of the greatest length are kept and found', async () => {
    const { as } = await modelsOf(await open());
    const [organization, base, name, display] = [longest(), longest(), longest(), longest()];
    const { post, get } = as(organization);
    await post({ model_name: base, input_cost: 1 });
    const written = await post({ model_name: name, base_model_name: base, display_name: display });
    expect(written).toMatchObject({ model_name: name, display_name: display, input_cost: 1 });
    expect(await get(name)).toEqual(written);
    await expect(as(longest()).get(name)).rejects.toMatchObject({ code: 'model_not_found' });
  });
});

it('the layer of a long name is no other organization’s', () => {
  const layer = ownLayer(longest());
  expect(layer).toMatch(/^h:[0-9a-f]{64}$/);
  expect(ownLayer(layer)).toBe(`o:${layer}`);
});
