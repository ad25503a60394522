/** Something that the user can put right. Its message is all that is shown: no stack, and never a credential. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}
