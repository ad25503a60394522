/** The part of a collection, in Postman's format 2.1, that is looked at here. */
export interface Collection extends Folder {
  variable: { key: string; value: string }[];
  auth: { type: string };
}

export interface CollectionRequest {
  method: string;
  url: { host: string[]; path: string[]; variable: { key: string }[] };
  body?: { raw?: string };
}

interface Folder {
  item: (Folder | { request: CollectionRequest })[];
}

/** Every request of a collection, whatever folder it is in. */
export function requestsOf({ item }: Folder): CollectionRequest[] {
  return item.flatMap((entry) => ('request' in entry ? [entry.request] : requestsOf(entry)));
}
