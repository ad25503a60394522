import { expect, inject, test } from 'vitest';

const { isOwn, baseUrl } = inject('target');

test.skipIf(!isOwn)(
  'reads were answered both by what is kept in front and by what is behind it',
  async () => {
    const metrics = await (await fetch(`${baseUrl}/metrics`)).text();
    const lookups = (result: string) =>
      Number(new RegExp(`cache="answers",result="${result}"\\} (\\d+)`).exec(metrics)?.[1]);
    console.log(`reads: ${lookups('hit')} from what was kept, ${lookups('miss')} from behind`);
    expect(lookups('hit')).toBeGreaterThan(100);
    expect(lookups('miss')).toBeGreaterThan(100);
  },
);
