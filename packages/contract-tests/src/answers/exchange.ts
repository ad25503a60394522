/** One request and its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  /** Path and query as they were sent, below the base URL. */
  target: string;
  status: number;
  headers: Headers;
  /** The body as text; empty where there was none. */
  text: string;
}

/** `PUT /api/models/a 200`, for messages. */
export function shown({ method, target, status }: Exchange): string {
  return `${method} ${target.slice(0, 120)} answered ${status}`;
}
