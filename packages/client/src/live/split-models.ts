import { textOf } from './text-of.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];

// Members of the document are one deep, elements of their lists two.
const LIST_DEPTH = 2;

/**
 * Takes a JSON document apart as it arrives: the elements of its list `models`, and what is around them. So a document of
 * any size needs memory for its models only, and reading it holds up nobody for long.
 */
export class ModelSplitter {
  readonly #around: Uint8Array[] = [];
  #elements: Uint8Array[] = [];
  #depth = 0;
  #isInModels = false;
  #isInString = false;
  #isEscaped = false;

  /** Takes the next bytes; answers the models that are complete with them. Throws a SyntaxError for what is no JSON. */
  push(bytes: Uint8Array): unknown[] {
    const models: unknown[][] = [];
    for (let at = 0; at < bytes.length; ) {
      const { end, cut } = this.#scan(bytes, at);
      if (this.#isInModels) models.push(this.#takeElements(bytes, at, cut, end));
      else this.#takeAround(bytes.subarray(at, end));
      at = end;
    }
    return models.flat();
  }

  /** What was around the models, an empty list in their place. Throws a SyntaxError if the document is not complete. */
  end(): unknown {
    return JSON.parse(textOf(this.#around));
  }

  /**
   * Goes on until a list two deep begins, or that of the models ends, or the bytes do. Answers that place, and where the
   * last whole element before it ends. It sees every byte, so it is one plain loop.
   */
  #scan(bytes: Uint8Array, start: number): { end: number; cut: number } {
    let cut = start;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isInString = false;
      } else if (byte === QUOTE) {
        this.#isInString = true;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth += 1;
        if (this.#depth === LIST_DEPTH && byte === OPEN_LIST) return { end: at + 1, cut };
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth -= 1;
        if (this.#depth === LIST_DEPTH) cut = at + 1;
        else if (this.#isInModels && this.#depth < LIST_DEPTH) return { end: at + 1, cut };
      }
    }
    return { end: bytes.length, cut };
  }

  #takeAround(bytes: Uint8Array): void {
    this.#around.push(bytes);
    if (bytes.at(-1) !== OPEN_LIST || this.#depth !== LIST_DEPTH || this.#isInString) return;
    this.#isInModels = /"models"\s*:\s*\[$/.test(textOf(this.#around));
  }

  #takeElements(bytes: Uint8Array, start: number, cut: number, end: number): unknown[] {
    const isOver = this.#depth < LIST_DEPTH;
    // Behind the last element there is only space, or what is no JSON.
    const whole = isOver ? end - 1 : cut;
    this.#elements.push(bytes.subarray(start, whole));
    if (isOver) {
      this.#isInModels = false;
      this.#around.push(bytes.subarray(end - 1, end));
    }
    const complete = isOver || whole > start ? parsedList(this.#elements.splice(0)) : [];
    if (!isOver) this.#elements.push(bytes.subarray(cut, end));
    return complete;
  }
}

function parsedList(parts: readonly Uint8Array[]): unknown[] {
  const elements = textOf(parts).replace(/^\s*,/, '');
  return JSON.parse(`[${elements}]`);
}
