import { type GivenSettings, shownValue } from './given.js';
import { algorithmsFor, type JwtConfig, type JwtSource } from './jwt.js';
import { environment, factsOf, type SettingName, type Settings, settingNames } from './settings.js';

/** The configuration cannot be used; the message lists everything that is wrong with it, and holds no secret. */
export class ConfigError extends Error {}

interface Fault {
  name: SettingName;
  detail: string;
}

const jwtSources = ['JWT_JWKS_URL', 'JWT_PUBLIC_KEY', 'JWT_SECRET'] as const;
const jwtIdentity = ['JWT_ISSUER', 'JWT_AUDIENCE'] as const;
const jwtRest = [...jwtIdentity, 'JWT_ALGORITHMS', 'JWT_ORGANIZATION_CLAIM', 'JWT_ROLE_CLAIM'] as const;

/** What is wrong with the settings together, which no single one of them shows. */
function combinationFaults(given: GivenSettings): Fault[] {
  const [source, ...more] = jwtSources.filter((name) => given.has(name));
  const missing = jwtIdentity.filter((name) => source !== undefined && !given.has(name));
  const useless = jwtRest.filter((name) => source === undefined && given.has(name));
  const ports = [given.get('PORT')?.text ?? factsOf('PORT').default, given.get('METRICS_PORT')?.text].map(
    Number,
  );
  return [
    ...more.map((name) => ({ name, detail: `must not be set together with ${source}: keep one of them.` })),
    ...missing.map((name) => ({ name, detail: `must be set, because ${source} is.` })),
    ...useless.map((name) => ({
      name,
      detail: `is set without any of ${jwtSources.join(', ')}: set one, or none of these.`,
    })),
    ...(ports[0] === ports[1] && ports[0] !== 0
      ? [
          {
            name: 'METRICS_PORT' as const,
            detail: 'must differ from PORT, or be unset to serve /metrics there.',
          },
        ]
      : []),
  ];
}

function jwtSource(settings: Settings): JwtSource | null {
  if (settings.JWT_JWKS_URL !== undefined) return { kind: 'jwks', url: settings.JWT_JWKS_URL };
  if (settings.JWT_PUBLIC_KEY !== undefined) return { kind: 'public_key', key: settings.JWT_PUBLIC_KEY };
  return settings.JWT_SECRET === undefined ? null : { kind: 'secret', key: settings.JWT_SECRET };
}

function jwtConfig(settings: Settings): JwtConfig | null {
  const source = jwtSource(settings);
  if (source === null) return null;
  return Object.freeze({
    source: Object.freeze(source),
    issuer: settings.JWT_ISSUER ?? '',
    audience: settings.JWT_AUDIENCE ?? '',
    algorithms: algorithmsFor(source, settings.JWT_ALGORITHMS),
    organizationClaim: settings.JWT_ORGANIZATION_CLAIM,
    roleClaim: settings.JWT_ROLE_CLAIM,
  });
}

/** `PORT ("80x" in .env) must be …` */
function sentence({ name, detail }: Fault, given: GivenSettings): string {
  const found = given.get(name);
  if (found === undefined) return `${name} ${detail}`;
  const value = factsOf(name).display === 'hidden' ? '' : `${JSON.stringify(shownValue(name, found.text))} `;
  return `${name} (${value}in ${found.from === '.env' ? '.env' : 'the environment'}) ${detail}`;
}

function refuse(faults: readonly Fault[], given: GivenSettings): never {
  const inOrder = settingNames.flatMap((name) => faults.filter((fault) => fault.name === name));
  const lines = inOrder.map((fault) => `  - ${sentence(fault, given)}`);
  throw new ConfigError(
    ['The configuration cannot be used. Correct this and start again:', ...lines].join('\n'),
  );
}

/**
 * Reads what is given, and checks everything before it complains.
 * @throws ConfigError with one message that lists all that is wrong
 */
export function checkedSettings(given: GivenSettings): { settings: Settings; jwt: JwtConfig | null } {
  const parsed = environment.safeParse(
    Object.fromEntries([...given].map(([name, { text }]) => [name, text])),
  );
  const faults = combinationFaults(given);
  if (!parsed.success) {
    // The path of an issue is the variable's name: the schema is one flat object.
    const own = parsed.error.issues.map(({ path, message }) => ({
      name: path[0] as SettingName,
      detail: message,
    }));
    return refuse([...own, ...faults], given);
  }
  if (faults.length > 0) return refuse(faults, given);
  try {
    return { settings: parsed.data, jwt: jwtConfig(parsed.data) };
  } catch (error) {
    return refuse(
      [{ name: 'JWT_ALGORITHMS', detail: error instanceof Error ? error.message : String(error) }],
      given,
    );
  }
}
