/** Where the read side changes its ways. */
export interface ListingLimits {
  /** From how many hits of an index on a layer of so many rows is walked in sort order. */
  hits: (rows: number) => number;
  /** Up to how many matches of a filter are counted. */
  counted: number;
  /** How many rows one read of everything takes: few, so that others are served in between. */
  batch: number;
}

const usualPage = 50;

export const listingLimits: ListingLimits = {
  // Sorting what an index leads to looks at as many rows as there are hits; a walk looks at page times rows through hits.
  // Where the two meet neither is more than the root of page times rows.
  hits: (rows) => Math.ceil(Math.sqrt(usualPage * rows)),
  counted: 10_000,
  batch: 200,
};
