import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export const issuer = 'https://id.example.com/';
export const audience = 'llm-registry';

/** A key pair of an identity provider. */
export interface SigningKey {
  publicJwk: JWK;
  publicKey: Awaited<ReturnType<typeof generateKeyPair>>['publicKey'];
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  kid: string | undefined;
  alg: string;
}

export async function signingKey(alg = 'ES256', kid?: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid !== undefined && { kid }) };
  return { publicJwk, publicKey, privateKey, kid, alg };
}

/** Claims that are acceptable at `at`, for an hour. */
export function claimsAt(at: Date, more: JWTPayload = {}): JWTPayload {
  const seconds = Math.floor(at.getTime() / 1_000);
  return {
    iss: issuer,
    aud: audience,
    sub: 'user-1',
    org_id: 'acme',
    role: 'editor',
    exp: seconds + 3_600,
    ...more,
  };
}

/** Signs the claims as an identity provider would. */
export function signed(key: SigningKey, claims: JWTPayload, header: object = {}): Promise<string> {
  const kid = key.kid === undefined ? {} : { kid: key.kid };
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, ...kid, ...header }).sign(key.privateKey);
}

export interface JwksServer {
  url: string;
  /** How many requests have come. */
  requests(): number;
  /** Which keys it shows from now on. */
  show(...keys: SigningKey[]): void;
  /** What it does from now on instead of showing keys. */
  answerWith(listener: RequestListener): void;
  /** Ends it: connections are refused from now on. */
  stop(): Promise<void>;
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** An identity provider's JWKS endpoint on a free port. */
export async function startJwksServer(...keys: SigningKey[]): Promise<JwksServer> {
  let requests = 0;
  let listener: RequestListener;
  const show = (...shown: SigningKey[]): void => {
    listener = (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: shown.map((key) => key.publicJwk) }));
    };
  };
  show(...keys);
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    requests: () => requests,
    show,
    answerWith: (next) => {
      listener = next;
    },
    stop: () => stopped(server),
  };
}
