/** The contract's texts for a base URL, with `servers` naming it, so that clients and pages call where they came from. */
export interface ContractTexts {
  yaml(baseUrl: string): string;
  json(baseUrl: string): string;
  /** In OpenAPI 3.0. */
  json30(baseUrl: string): string;
}

const yamlServer = /^(servers:\n {2}- url: )[^\n]+$/m;
const jsonServer = '\u0000server';

/** Few ask for it, so it is written when somebody does. */
function jsonText(documentOf: () => object): (baseUrl: string) => string {
  let parts: string[] | undefined;
  return (baseUrl) => {
    parts ??= JSON.stringify({ ...documentOf(), servers: [{ url: jsonServer }] }).split(
      JSON.stringify(jsonServer),
    );
    return parts.join(JSON.stringify(baseUrl));
  };
}

/**
 * Makes the texts. Only the base URL differs between two requests, so everything else is written once.
 * @param yaml the contract as it is written
 * @param document the same, parsed
 * @param document30 reads the same in OpenAPI 3.0, once and only when it is asked for
 * @throws when the text does not name exactly one server where it should
 */
export function createContractTexts(yaml: string, document: object, document30: () => object): ContractTexts {
  const [start, , ...rest] = yaml.split(yamlServer);
  const head = yaml.match(yamlServer)?.[1];
  if (start === undefined || head === undefined || rest.length !== 1) {
    throw new Error('openapi.yaml must begin its servers with "servers:\\n  - url: ".');
  }
  return {
    yaml: (baseUrl) => `${start}${head}${JSON.stringify(baseUrl)}${rest[0]}`,
    json: jsonText(() => document),
    json30: jsonText(document30),
  };
}
