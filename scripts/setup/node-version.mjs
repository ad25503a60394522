/** Node releases the server, its tools and its tests run on; odd ones between them are past their end of life. */
const SUPPORTED = 'Node 20.19+, 22.12+ or 24 and newer';

/**
 * Says in one sentence why a Node release is not supported, or nothing when it is.
 * @param {string} version as in `process.versions.node`, e.g. `20.19.0`
 * @returns {string | undefined}
 */
export function unsupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (supported) return undefined;
  return `LLM Registry needs ${SUPPORTED}; this is Node ${version}. Install one from https://nodejs.org and try again.`;
}
