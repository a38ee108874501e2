/** JSON with everything beyond ASCII as `\uXXXX`, as Meta writes it: who signs or verifies re-encoded JSON fails. */
export const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
