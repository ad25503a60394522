import { Complaint } from '../complaint.js';
import { parseJson, parseYaml, readText } from '../file/read.js';
import type { Imported, Importer } from './imported.js';
import { importers } from './importers.js';

/** @throws Complaint when the file cannot be read or is of another kind, which is named where it is known */
export async function readForeign(importer: Importer, path: string): Promise<Imported> {
  const text = await readText(path);
  const value = importer.format === 'JSON' ? jsonIn(text, path) : parseYaml(text, path);
  if (importer.recognizes(value)) return importer.convert(value);
  throw new Complaint(`${path} is not ${importer.kind}.${suggestion(value)}`);
}

/** What is not JSON may be a file of the other kind in YAML, which helps more than where its first letter is. */
function jsonIn(text: string, path: string): unknown {
  if (/^\s*[{[<]/.test(text)) return parseJson(text, path);
  try {
    return JSON.parse(text);
  } catch {
    const value = parseYaml(text, path);
    throw new Complaint(`${path} is not JSON.${suggestion(value)}`);
  }
}

/** How to import a parsed file, as a sentence to add to a message; empty where its kind is not known. */
export function suggestion(value: unknown): string {
  const known = Object.entries(importers).find(([, importer]) => importer.recognizes(value));
  if (known) return ` It looks like ${known[1].kind}: import it with "import ${known[0]}".`;
  const isOurs = typeof value === 'object' && value !== null && ('models' in value || 'providers' in value);
  return isOurs ? ' It looks like a file of models already: apply takes it as it is.' : '';
}
