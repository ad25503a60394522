// A read on another server with the revision of a write, beside one without it.
import { spread } from './figures.mjs';
import { makeOrganizations } from './organizations.mjs';
import { paced } from './pace.mjs';
import { pathOf } from './requests.mjs';

async function timed(call, name, headers) {
  const began = performance.now();
  const { status, text, at } = await call('GET', pathOf(name), { headers });
  return {
    took: at - began,
    status,
    value: status === 200 ? JSON.parse(text).max_context_window : undefined,
  };
}

async function writeAndRead({ calls, take }, index, reads) {
  const { name, giveBack } = await take();
  const writer = index % calls.length;
  const other = calls[(writer + 1 + (index % 2)) % calls.length];
  await other('GET', pathOf(name));
  const value = index + 2;
  const written = await calls[writer]('PATCH', pathOf(name), { body: { max_context_window: value } });
  if (written.status !== 200) return giveBack();
  const without = await timed(other, name, {});
  const withIt = await timed(other, name, { 'registry-min-revision': written.headers['registry-revision'] });
  giveBack();
  reads.push({ value, without, withIt });
}

export async function measureMinimumRevision(figures, addresses, { count, rate, seconds }) {
  // In one organization the other reads would keep every server up to date, and none would have something older to answer.
  const organizations = await makeOrganizations('minimum', count, addresses, rate);
  const reads = [];
  await paced({ rate, seconds }, (index) => writeAndRead(organizations[index % count], index, reads));
  for (const organization of organizations) organization.close();
  const behind = (which) => reads.filter((read) => !(read[which].value >= read.value)).length;
  const unanswered = reads.filter(({ withIt }) => withIt.status !== 200).length;
  const times = (which) => spread(reads.map((read) => read[which].took));
  figures.row(
    'GET on another server with the revision of the write',
    `${behind('withIt')} older, ${unanswered} refused; ${times('withIt')}`,
    `without it: ${behind('without')} older; ${times('without')}; must be 0 and 0`,
    behind('withIt') === 0 && unanswered === 0,
  );
}
