// Lists of choices that a button opens, in a page that may still be drawing itself and take a click for nothing.
import type { Locator } from 'playwright-core';

const tries = 10;
const patience = 3_000;

const comes = (locator: Locator): Promise<boolean> =>
  locator.waitFor({ timeout: patience }).then(
    () => true,
    () => false,
  );

/** Opens the choices of a button, and answers what they say. */
export async function choicesOf(button: Locator): Promise<string[]> {
  const choices = button.page().getByRole('option');
  for (let time = 0; time < tries; time += 1) {
    if (!(await choices.first().isVisible())) await button.click();
    if (await comes(choices.first())) return (await choices.allInnerTexts()).map((text) => text.trim());
  }
  throw new Error('The button opens no choices.');
}

/** Picks one of a button's choices, until the page shows what is there then. */
export async function choose(button: Locator, name: string, shown: Locator): Promise<void> {
  for (let time = 0; time < tries; time += 1) {
    await choicesOf(button);
    await button.page().getByRole('option', { name, exact: true }).click();
    if (await comes(shown)) return;
  }
  throw new Error(`The page does not show what belongs to "${name}".`);
}
