import { expect, it } from 'vitest';
import { bucketStart, changedRanges, type Bucket } from './arrivals.ts';

const SIZE = 1n << 28n;
const bucket = (number: number, fingerprint = 'a', rows = 10): Bucket => ({ bucket: BigInt(number), fingerprint, newest: BigInt(number) * SIZE, rows });
const range = (from: number, to: number): { from: bigint; to: bigint } => ({ from: BigInt(from) * SIZE, to: BigInt(to + 1) * SIZE - 1n });

it('looks again only where something came or went, in few ranges', () => {
  const buckets = [bucket(1), bucket(2), bucket(5), bucket(6), bucket(9)];
  expect(changedRanges(buckets, { looked: new Map(), most: 1_000 })).toEqual([range(1, 9)]);
  const looked = new Map([[1n, 'a'], [2n, 'b'], [6n, 'a'], [9n, 'a']]);
  expect(changedRanges(buckets, { looked, most: 1_000 })).toEqual([range(2, 5)]);
  expect(changedRanges(buckets, { looked: new Map(buckets.map((one) => [one.bucket, one.fingerprint])), most: 1_000 })).toEqual([]);
});

it('cuts what is much into pieces that one statement can look at', () => {
  const buckets = [bucket(1), bucket(2), bucket(3, 'a', 50), bucket(4), bucket(5)];
  expect(changedRanges(buckets, { looked: new Map(), most: 25 })).toEqual([range(1, 2), range(3, 3), range(4, 5)]);
});

it('knows where the bucket of a version begins', () => {
  expect([bucketStart(0n), bucketStart(SIZE - 1n), bucketStart(SIZE), bucketStart(3n * SIZE + 7n)]).toEqual([0n, 0n, SIZE, 3n * SIZE]);
});
