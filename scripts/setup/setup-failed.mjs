/** Something outside this program stopped the set-up; the message is complete and no stack trace helps. */
export class SetupFailed extends Error {}
