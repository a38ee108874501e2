const mix = 0x5bd1e995;
const seed = 0x9747b28c;

/**
 * The hash by which Kafka's clients choose a partition, as a signed 32-bit number
 * (https://github.com/apache/kafka/blob/4.1/clients/src/main/java/org/apache/kafka/common/utils/Utils.java). kafkajs has its own, whose
 * time grows with the square of the length: a key of some megabytes would stop the process.
 */
export function murmur2(data: Buffer): number {
  const whole = data.length - (data.length % 4);
  let hash = seed ^ data.length;
  for (let index = 0; index < whole; index += 4) {
    const word = Math.imul(data.readInt32LE(index), mix);
    hash = Math.imul(hash, mix) ^ Math.imul(word ^ (word >>> 24), mix);
  }
  if (whole < data.length) hash = Math.imul(hash ^ data.readUIntLE(whole, data.length - whole), mix);
  hash = Math.imul(hash ^ (hash >>> 13), mix);
  return hash ^ (hash >>> 15);
}
