import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { factsOf, type SettingName, settingNames } from './settings.js';

export type Origin = 'environment' | '.env';

/** A variable that is set, and where. */
export interface Given {
  readonly text: string;
  readonly from: Origin;
}

export type GivenSettings = ReadonlyMap<SettingName, Given>;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * The variables of the `.env` file in a folder; none where there is no such file.
 * @throws Error when there is one and it cannot be read
 */
export function readEnvFile(folder: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/** Secrets count to the last space; anything else may have been padded. */
function trimmed(name: SettingName, text: string): string {
  return factsOf(name).display === 'hidden' ? text : text.trim();
}

/** The settings that are set. The real environment wins, also with an empty value, which means unset. */
export function givenSettings(
  environment: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, string | undefined>>,
): GivenSettings {
  const given = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const from = environment[name] === undefined ? '.env' : 'environment';
    const text = trimmed(name, (from === 'environment' ? environment : file)[name] ?? '');
    if (text !== '') given.set(name, { text, from });
  }
  return given;
}

const longestShown = 200;

/** A setting's value as it may be shown: no secret, no password, no query of a URL. */
export function shownValue(name: SettingName, text: string): string {
  const { display } = factsOf(name);
  if (display === 'hidden') return '***';
  // Greedy, because a password that was not percent-encoded may hold any of these characters itself.
  const safe = display === 'url' ? text.replace(/\/\/.*@/s, '//***@').replace(/\?.*$/s, '?***') : text;
  return safe.length > longestShown ? `${safe.slice(0, longestShown)}…` : safe;
}
