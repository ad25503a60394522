/** Whether a text is an address with a user or password in it, which the registry refuses as a `base_url`. */
export function hasPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username + password !== '';
}
