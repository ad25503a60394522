/**
 * Where a secret is kept, in the place of the secret. What each kind may hold follows the system that it names, and is
 * kept narrow, so that no real secret is taken for a reference and stored in clear:
 *
 * - `env:NAME`: a letter or underscore, then letters, digits and underscores; 255 characters at most.
 * - `vault:path#field`: segments joined by single slashes, then the field, both of `A-Za-z0-9._~@=+-`.
 * - `k8s:namespace/secret#key`: a DNS label, a DNS subdomain, and a key of `A-Za-z0-9._-`.
 * - `aws-sm:name`: 1 to 512 of `A-Za-z0-9/_+=.@-`, or the ARN of a secret.
 */
const grammars = [
  /^env:[A-Za-z_][A-Za-z0-9_]{0,254}$/,
  /^vault:[A-Za-z0-9._~@=+-]+(?:\/[A-Za-z0-9._~@=+-]+)*#[A-Za-z0-9._~@=+-]+$/,
  /^k8s:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?#[A-Za-z0-9._-]{1,253}$/,
  /^aws-sm:[A-Za-z0-9/_+=.@-]{1,512}$/,
  /^aws-sm:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}$/,
];

const longest = 2048;

/** The text says where a secret is, and is none itself. */
export function isReference(text: string): boolean {
  return text.length <= longest && grammars.some((grammar) => grammar.test(text));
}

/** The text begins like a reference: if it is none, its author most likely meant one. */
export function startsLikeReference(text: string): boolean {
  return /^\s*(?:env|vault|k8s|aws-sm):/i.test(text);
}
