import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { StartFailure } from './failure.js';

/** What the first request after a start would otherwise wait for: the validator compiles the contract at its first use. */
const path = '/healthz';

function answerOf(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    request.on('error', reject);
  });
}

/**
 * Sends the server one request, so that no client pays for what is compiled at the first one, and so that a contract
 * that the validator cannot use stops the start instead of every request.
 * @throws StartFailure when it is not answered with 200
 */
export async function warmUp(baseUrl: string): Promise<void> {
  const { status, body } = await answerOf(`${baseUrl}${path}`);
  if (status === 200) return;
  throw new StartFailure(`The server does not work: it answered its own GET ${path} with ${status} ${body}`);
}
