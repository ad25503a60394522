import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { Complaint } from '../complaint.js';
import { visible } from '../terminal/visible.js';
import { repeatedName } from './repeated-name.js';

/** In bytes; ten thousand models are about three million. */
export const largestFile = 10 * 1024 * 1024;

/** How many values the aliases of a file may stand for; anchors within anchors otherwise grow without bound. */
const mostAliases = 100;

/**
 * The text of a file that a person named, read no further than the limit.
 * @throws Complaint when it cannot be read, is too large, or is not UTF-8
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Complaint(`${path} is not text in UTF-8.`);
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > largestFile) throw tooLarge(path);
    const chunks: Buffer[] = [];
    let size = 0;
    // A pipe has no size beforehand.
    for await (const chunk of createReadStream(path, { end: largestFile })) {
      chunks.push(chunk);
      size += chunk.length;
    }
    if (size > largestFile) throw tooLarge(path);
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

const tooLarge = (path: string): Complaint =>
  new Complaint(`${path} is larger than ${largestFile / 1024 / 1024} MB, which no list of models is.`);

/** The value of a YAML (or JSON) file. @throws Complaint where it is malformed or its aliases grow too much */
export async function readYaml(path: string): Promise<unknown> {
  return parseYaml(await readText(path), path);
}

/** @throws Complaint as `readYaml` does */
export function parseYaml(text: string, path: string): unknown {
  if (isWebPage(text)) throw webPage(path);
  try {
    const document = parseDocument(text, { prettyErrors: true });
    const [error] = document.errors;
    if (error && /call stack/.test(error.message)) throw tooDeep(path);
    if (error) throw new Complaint(`${path} is not valid YAML: ${error.message.split('\n')[0]}`);
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    if (error instanceof Complaint) throw error;
    // Aliases beyond the limit, or more than the stack holds.
    if (error instanceof ReferenceError) throw new Complaint(`${path} cannot be taken: ${error.message}.`);
    throw tooDeep(path);
  }
}

const tooDeep = (path: string): Complaint =>
  new Complaint(`${path} cannot be taken: it is nested too deeply, or one of its lists is too long.`);

/** @throws Complaint where it is malformed, or has one name twice: JSON.parse would keep the last of them unseen */
export function parseJson(text: string, path: string): unknown {
  const value = jsonOf(text, path);
  const twice = repeatedName(text);
  if (twice !== undefined)
    throw new Complaint(`${path} has the name "${visible(twice).slice(0, 300)}" twice in one object.`);
  return value;
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isWebPage(text)) throw webPage(path);
    throw new Complaint(`${path} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** What a browser or a proxy saves where somebody wanted a file. */
const isWebPage = (text: string): boolean => /^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text);

const webPage = (path: string): Complaint =>
  new Complaint(`${path} is a web page, not the file itself; download the raw file.`);
