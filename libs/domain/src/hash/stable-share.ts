/**
 * A number from 0 up to 1 that is always the same for the same words, and evenly spread over different ones. It is no secret and
 * no checksum: it divides contacts into groups and spreads moments. (cyrb53, public domain, https://github.com/bryc/code)
 */
export function stableShare(...words: readonly (string | number)[]): number {
  const text = words.join('\u0000');
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return ((2_097_151 & low) * 4_294_967_296 + (high >>> 0)) / 2 ** 53;
}
