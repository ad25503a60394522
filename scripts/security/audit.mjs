import { runChild } from '../setup/child.mjs';
import { failed, passed, skipped } from '../testing/tally.mjs';

/** @param {string} output what `npm audit --json` printed */
function reportIn(output) {
  try {
    // Warnings may stand before and behind it.
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return {};
  }
}

/**
 * What a report of npm says; skipped where the registry that npm asks knows no advisories.
 * @param {string} output what `npm audit --json` printed
 * @returns {import('../testing/tally.mjs').Outcome}
 */
export function judgeAudit(output) {
  const { vulnerabilities, message, error } = reportIn(output);
  if (vulnerabilities === undefined) {
    const reason = String(error?.summary || message || 'it printed no report').split('\n')[0];
    return skipped(`npm audit, because it could not be asked: ${reason}`);
  }
  const names = Object.keys(vulnerabilities);
  return names.length === 0 ? passed() : failed(`npm audit knows advisories about ${names.join(', ')}`);
}

/**
 * Asks the registry for advisories about what the lock file names.
 * @param {string} root
 */
export async function audit(root) {
  const { output } = await runChild('npm', ['audit', '--json', '--loglevel=silent'], { cwd: root });
  return judgeAudit(output);
}
