const reasons: readonly (readonly [RegExp, string])[] = [
  [
    // A price that rises with the request is the one loss that makes a wrong bill.
    /_above_\d+k_tokens|(?:^|\.)(?:tiers|tiered_pricing|context_over_\w+)$/,
    'an own model has one price for requests of every length, so long ones cost more than it says',
  ],
  [
    /cost.*_(?:batches|priority|flex|balanced|ultrafast|decisions)$/,
    'the price of another service tier; the registry keeps the standard one',
  ],
  [/off_peak/, 'an own model has one price for every hour'],
  [
    /^(?:pricing|cost)\.|_cost_|_cost$|^cost_|_cost$/,
    'the registry prices tokens of input, output and cache only, so calls that also pay this cost more than it says',
  ],
];

/** Why a foreign field that nobody took has no place in the registry. @param field with the part of the entry it is in */
export function reasonFor(field: string): string {
  const known = reasons.find(([pattern]) => pattern.test(field));
  return known ? known[1] : 'the registry has no such field';
}
