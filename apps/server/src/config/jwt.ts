import { allowedAlgorithms } from '../auth/jwt/algorithms.js';
import { publicKeySource, secretSource } from '../auth/jwt/fixed-key.js';
import { JwtMisconfigured, type JwtSettings, type JwtSource } from '../auth/jwt/settings.js';
import type { GivenSettings } from './given.js';
import type { SettingName, Settings } from './settings.js';
import { listOf } from './text.js';

/** Something wrong with one setting: the end of a sentence that begins with its name, or a sentence of its own. */
export type Fault = { name: SettingName } & ({ detail: string } | { sentence: string });

const sources = ['JWT_JWKS_URL', 'JWT_PUBLIC_KEY', 'JWT_SECRET'] as const;
const identity = ['JWT_ISSUER', 'JWT_AUDIENCE'] as const;
const rest = [...identity, 'JWT_ALGORITHMS', 'JWT_ORGANIZATION_CLAIM', 'JWT_ROLE_CLAIM'] as const;

type SourceName = (typeof sources)[number];

/** What only the settings together show: more than one source, one without its company, company without one. */
function companyFaults(given: GivenSettings): Fault[] {
  const [source, ...more] = sources.filter((name) => given.has(name));
  if (source === undefined) {
    const useless = rest.filter((name) => given.has(name));
    return useless.map((name) => ({
      name,
      detail: `is set without any of ${sources.join(', ')}: set one of them too, or unset this.`,
    }));
  }
  const missing = identity.filter((name) => !given.has(name));
  return [
    ...more.map((name) => ({ name, detail: `must not be set together with ${source}: keep one of them.` })),
    ...missing.map((name) => ({ name, detail: `must be set, because ${source} is.` })),
  ];
}

const checks: Record<SourceName, (text: string, algorithms: string[] | undefined) => unknown> = {
  JWT_JWKS_URL: (_url, algorithms) => allowedAlgorithms('jwks', algorithms),
  JWT_PUBLIC_KEY: publicKeySource,
  JWT_SECRET: secretSource,
};

/** What the verifier of tokens says about the source and its algorithms. */
function sourceFaults(given: GivenSettings): Fault[] {
  const name = sources.find((source) => given.has(source));
  if (name === undefined) return [];
  const algorithms = given.get('JWT_ALGORITHMS')?.text;
  try {
    checks[name](given.get(name)?.text ?? '', algorithms === undefined ? undefined : listOf(algorithms));
    return [];
  } catch (error) {
    if (error instanceof JwtMisconfigured) return [{ name, sentence: error.message }];
    // An empty element in the list, which the list's own schema reports.
    return [];
  }
}

/** Everything that is wrong with the JWT settings as a whole. */
export function jwtFaults(given: GivenSettings): Fault[] {
  return [...companyFaults(given), ...sourceFaults(given)];
}

function sourceOf(settings: Settings): JwtSource | null {
  if (settings.JWT_JWKS_URL !== undefined) return { kind: 'jwks', url: settings.JWT_JWKS_URL };
  if (settings.JWT_PUBLIC_KEY !== undefined) return { kind: 'public_key', pem: settings.JWT_PUBLIC_KEY };
  return settings.JWT_SECRET === undefined ? null : { kind: 'secret', secret: settings.JWT_SECRET };
}

/** How tokens are verified, or null for API keys only. The settings have no faults. */
export function jwtSettings(settings: Settings): Readonly<JwtSettings> | null {
  const source = sourceOf(settings);
  if (source === null) return null;
  return Object.freeze({
    source: Object.freeze(source),
    issuer: settings.JWT_ISSUER ?? '',
    audience: settings.JWT_AUDIENCE ?? '',
    ...(settings.JWT_ALGORITHMS && { algorithms: settings.JWT_ALGORITHMS }),
    organizationClaim: settings.JWT_ORGANIZATION_CLAIM,
    roleClaim: settings.JWT_ROLE_CLAIM,
  });
}
