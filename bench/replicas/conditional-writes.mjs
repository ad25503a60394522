// Many writers who hold the same ETag, at once, on all servers.
import { makeOrganization } from './organizations.mjs';
import { pathOf } from './requests.mjs';

/** One round: answers how often each status came. */
async function round({ calls }, name, { writers, number }) {
  const { headers } = await calls[0]('GET', pathOf(name));
  const writes = Array.from({ length: writers }, (_, index) =>
    calls[index % calls.length]('PUT', pathOf(name), {
      body: { max_context_window: number * writers + index + 1 },
      headers: { 'if-match': headers.etag },
    }),
  );
  const statuses = (await Promise.all(writes)).map(({ status }) => status);
  return {
    won: statuses.filter((status) => status === 200).length,
    refused: statuses.filter((status) => status === 412).length,
  };
}

export async function measureConditionalWrites(figures, addresses, { rounds, writers }) {
  const organization = await makeOrganization('conditional', addresses, 1);
  const { name } = await organization.take();
  const results = [];
  const began = performance.now();
  // A read that follows a write is on the server that did one of the writes, and may not be older than the round.
  for (let number = 1; number <= rounds; number++) {
    results.push(await round(organization, name, { writers, number }));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const took = (performance.now() - began) / rounds - 250;
  organization.close();
  const sum = (which) => results.reduce((total, result) => total + result[which], 0);
  const isMet = results.every(({ won, refused }) => won === 1 && refused === writers - 1);
  figures.row(
    `${writers} parallel PUTs with one \`If-Match\` on ${addresses.length} servers, ${rounds} rounds`,
    `${sum('won')} won, ${sum('refused')} got 412, ${rounds * writers - sum('won') - sum('refused')} anything else; ${took.toFixed(0)} ms a round`,
    'exactly one must win each round',
    isMet,
  );
}
