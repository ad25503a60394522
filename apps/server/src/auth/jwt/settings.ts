/** Where the keys come from that tokens are signed with. */
export type JwtSource =
  | { kind: 'jwks'; url: string }
  | { kind: 'public_key' /** SPKI PEM; line breaks may be written as `\n`. */; pem: string }
  | { kind: 'secret' /** 32 bytes of UTF-8 or more. */; secret: string };

export interface JwtSettings {
  source: JwtSource;
  issuer: string;
  audience: string;
  /** Allowed `alg` values; absent means the default of the source. */
  algorithms?: readonly string[];
  /** Dots walk into objects. */
  organizationClaim: string;
  roleClaim: string;
}

/** The settings cannot work; the message names the variable and says what to change. */
export class JwtMisconfigured extends Error {}
