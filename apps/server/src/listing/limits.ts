/** Where the read side changes its ways. */
export interface ListingLimits {
  /**
   * From how many hits of an index on a list is walked in sort order. Below, the hits are sorted: that costs as many rows as
   * there are hits. The walk costs page size times rows per hit.
   */
  hits: number;
  /** Up to how many matches of a filter are counted. */
  counted: number;
  /** How many rows one read of everything takes: few, so that others are served in between. */
  batch: number;
}

export const listingLimits: ListingLimits = { hits: 2_000, counted: 10_000, batch: 200 };
