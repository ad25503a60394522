// One keep-alive connection that sends a request when the answer before it is complete. Written for speed: a generator that
// parses every header would be slower than the servers it measures.
import { connect } from 'node:net';

const endOfHead = Buffer.from('\r\n\r\n');
const lengthField = /\r\ncontent-length: *(\d+)/i;
/** Where the status is in `HTTP/1.1 200 OK`. */
const [statusBegins, statusEnds] = [9, 12];

/**
 * What begins a buffer, if it is complete.
 * @throws Error when an answer does not say its length: nothing measured here does that
 */
function readAnswer(bytes) {
  const head = bytes.indexOf(endOfHead);
  if (head === -1) return undefined;
  const text = bytes.latin1Slice(0, head);
  const status = Number(text.slice(statusBegins, statusEnds));
  const found = lengthField.exec(text);
  if (found === null && status !== 204) throw new Error(`An answer without its length:\n${text}`);
  const size = head + endOfHead.length + Number(found?.[1] ?? 0);
  return bytes.length < size ? undefined : { status, size };
}

/**
 * @param next answers the bytes to send, or null when it is over
 * @param done told of each status
 * @returns a promise of when it is over
 */
export function runConnection({ hostname, port }, next, done) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let pending = null;
    let began = 0;

    function send() {
      const bytes = next();
      if (bytes === null) {
        socket.destroy();
        return resolve();
      }
      began = performance.now();
      socket.write(bytes);
    }

    function take(bytes) {
      pending = pending === null ? bytes : Buffer.concat([pending, bytes]);
      const answer = readAnswer(pending);
      if (answer === undefined) return;
      pending = pending.length > answer.size ? pending.subarray(answer.size) : null;
      done(answer.status, performance.now() - began);
      send();
    }

    socket.once('connect', send);
    socket.on('data', (bytes) => {
      try {
        take(bytes);
      } catch (error) {
        reject(error);
      }
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server closed a connection.')));
  });
}
