/**
 * A seeded source of chance: sfc32, the 32-bit "small fast counting" generator of Chris Doty-Humphrey (PractRand 0.93,
 * public domain; 128 bits of state, mean period about 2^127). Its state is filled by the finaliser of MurmurHash3
 * (Austin Appleby, public domain) from the seed and a name, so that each part of the sample draws from a stream of its own
 * and a new sentence does not move any score.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, name: string) {
    // FNV-1a over the name (Fowler, Noll, Vo).
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    this.#a = mix(seed | 0);
    this.#b = mix(Math.floor(seed / 4_294_967_296) ^ 0x9e3779b9);
    this.#c = mix(hash);
    for (let i = 0; i < 12; i++) this.float();
  }

  /** A number from 0 (included) to 1 (excluded), with 32 random bits. */
  float(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to `below` − 1. */
  below(below: number): number {
    return Math.floor(this.float() * below);
  }

  /** True in the given share of calls. */
  chance(share: number): boolean {
    return this.float() < share;
  }

  /** One of the items, each as likely; throws on an empty list. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('Nothing to pick from.');
    return items[this.below(items.length)] as T;
  }

  /** One of the keys, as likely as its weight; weights of 0 or less never. Throws when nothing has weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    let total = 0;
    for (const key in weights) total += Math.max(0, weights[key] ?? 0);
    let left = this.float() * total;
    for (const key in weights) {
      const weight = weights[key] ?? 0;
      if (weight <= 0) continue;
      if (left < weight) return key;
      left -= weight;
    }
    throw new Error('Nothing has any weight.');
  }

  /** A standard normal number (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.float())) * Math.cos(2 * Math.PI * this.float());
  }
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
