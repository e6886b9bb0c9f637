import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressOf, isWithin, neighbourhoodOf, readNetworks } from './networks.ts';

test.each([
  ['192.168.7.9', ['192.168.0.0/16'], true],
  ['192.169.7.9', ['192.168.0.0/16'], false],
  ['::ffff:192.168.7.9', ['192.168.0.0/16'], true],
  ['10.0.0.1', ['10.0.0.1'], true],
  ['10.0.0.2', ['10.0.0.1', '10.0.0.3'], false],
  ['2001:db8:0:1::5', ['2001:db8::/48'], true],
  ['2001:db9::5', ['2001:db8::/48'], false],
  ['fe80::1%eth0', ['fe80::/10'], true],
  ['10.0.0.1', ['2001:db8::/32'], false],
  ['10.0.0.1', ['0.0.0.0/0'], true],
  ['not an address', ['0.0.0.0/0', '::/0'], false],
  ['', ['0.0.0.0/0'], false],
  ['anything', [], true],
])('%s in %j: %s', (address, networks, within) => {
  expect(isWithin(address, readNetworks(networks, 'networks'))).toBe(within);
});

test('what is no network is refused by its place', () => {
  expect(readNetworks(['10.0.0.1', ' 10.0.0.1/32 ', '2001:DB8::/32'], 'networks')).toEqual(['10.0.0.1/32', '2001:db8::/32']);
  for (const wrong of ['office', '10.0.0.0/33', '::/129', '10.0.0', '10.0.0.0/-1', '10.0.0.0/8/8', '']) {
    expect(() => readNetworks(['10.0.0.1', wrong], 'input.networks'), wrong).toThrow('input.networks.1 must be a network');
  }
  expect(() => readNetworks(Array.from({ length: 21 }, (_, index) => `10.0.0.${index}`), 'networks')).toThrow('at most 20');
});

test('an address is that behind the proxies that are believed, and not what a stranger writes into a header', () => {
  const request = (forwarded?: string): Pick<IncomingMessage, 'socket' | 'headers'> => ({ socket: { remoteAddress: '10.9.9.9' } as IncomingMessage['socket'], headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } });
  expect(addressOf(request('1.1.1.1'), 0)).toBe('10.9.9.9');
  expect(addressOf(request('1.1.1.1, 2.2.2.2'), 1)).toBe('2.2.2.2');
  expect(addressOf(request('1.1.1.1, 2.2.2.2'), 2)).toBe('1.1.1.1');
  expect(addressOf(request('2.2.2.2'), 5)).toBe('2.2.2.2');
  expect(addressOf(request(), 1)).toBe('10.9.9.9');
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:1::5', '2001:db8:0:1'],
  ['2001:0DB8:0000:0001:ffff:1:2:3', '2001:db8:0:1'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s is counted as %s', (address, counted) => {
  expect(neighbourhoodOf(address)).toBe(counted);
});
