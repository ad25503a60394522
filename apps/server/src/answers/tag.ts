import { hash } from 'node:crypto';

/** A strong validator of an answer (RFC 9110, 8.8.1): a hash of its bytes, with the quotes that belong to it. */
export function answerTag(text: string): string {
  return `"${hash('sha256', text, 'base64url').slice(0, 27)}"`;
}

/** Says whether a write may go on, given the tag of the object as it is, or null where there is none. */
export type Precondition = (current: string | null) => boolean;

/** The precondition of a request that sent none. */
export const unconditional: Precondition = () => true;

/** An answer with its tag. The tag may be another object's where an answer is a view of that object. */
export interface Tagged<Text> {
  text: Text;
  tag: string;
}

export function tagged<Text extends string>(text: Text): Tagged<Text> {
  return { text, tag: answerTag(text) };
}
