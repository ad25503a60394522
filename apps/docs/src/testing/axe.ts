// axe-core in a page that a test has opened.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; target: string[] }[];
}

type Axe = {
  run: (context: object, options: object) => Promise<{ violations: Violation[] }>;
};

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Parts that are not ours and that we cannot reach from outside, with the reason:
 * Scalar draws the icon and the name of its copy buttons only when one comes near the screen, so that those further down are
 * empty for as long as nobody can see or press them.
 */
const beyondReach = ['.scalar-code-copy'];

/** What colors decide; nothing else of a page differs between light and dark. */
const rulesOfColor = ['color-contrast', 'link-in-text-block'];

const describeViolation = ({ id, nodes }: Violation) =>
  `${id} (${nodes.length}): ${nodes
    .slice(0, 3)
    .map(({ html, target }) => `${target.join(' ')} ${html.slice(0, 160)}`)
    .join(' | ')}`;

async function findings(page: Page, only: 'all' | 'colors'): Promise<string[]> {
  await page.evaluate(`globalThis.axe ?? (() => {${source}})()`);
  const violations = await page.evaluate(
    ([exclude, runOnly]) => {
      const { axe } = globalThis as unknown as { axe: Axe }; // the line above has put it there
      const options = {
        resultTypes: ['violations'],
        preload: false,
        iframes: false,
        ...(runOnly === null ? {} : { runOnly }),
      };
      return axe.run({ exclude }, options).then((found) => found.violations);
    },
    [beyondReach, only === 'colors' ? rulesOfColor : null] as const,
  );
  return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(describeViolation);
}

/** How often a page is looked at that may not be still yet, and milliseconds in between. */
const looks = 5;
const betweenLooks = 500;

/**
 * What is serious or critical on the page and stays so: the rule, and an example of where. A page that is still being
 * drawn, or changes its colors, may show for a moment what nobody gets to read.
 * @param only `colors` for the rules that may answer differently in the other theme
 */
export async function seriousFindings(page: Page, only: 'all' | 'colors' = 'all'): Promise<string[]> {
  let found = await findings(page, only);
  for (let look = 1; found.length > 0 && look < looks; look += 1) {
    await page.waitForTimeout(betweenLooks);
    found = await findings(page, only);
  }
  return found;
}
