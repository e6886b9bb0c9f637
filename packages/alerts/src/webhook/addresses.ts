import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is nobody's on the internet: the special-purpose registry of IANA
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), multicast, and what clouds answer their machines' questions at.
 */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.31.196.0', 24], ['192.52.193.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
];
/** What is no company's own network either. */
const NEVER_V4: readonly (readonly [string, number])[] = [['0.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 4], ['240.0.0.0', 4], ['100.100.100.200', 32], ['168.63.129.16', 32], ['192.0.0.192', 32]];
/** Within 2000::/3, outside of which nothing is global: tunnels that carry any IPv4 (Teredo, 6to4), documentation, and other special purposes. */
const PRIVATE_V6: readonly (readonly [string, number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['2620:4f:8000::', 48], ['3fff::', 20]];
const NEVER_V6: readonly (readonly [string, number])[] = [['::', 128], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8], ['fd00:ec2::254', 128], ['fd20:ce::254', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 32], ['2002::', 16]];

function listOf(v4: readonly (readonly [string, number])[], v6: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of v4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of v6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

const PRIVATE = listOf(PRIVATE_V4, PRIVATE_V6);
const NEVER = listOf(NEVER_V4, NEVER_V6);
const GLOBAL_V6 = listOf([], [['2000::', 3]]);

/** The IPv4 within ::ffff:0:0/96 (and the deprecated ::/96), or undefined. */
function embedded(address: string): string | undefined {
  const groups = expanded(address);
  if (!groups || groups.slice(0, 5).some((group) => group !== 0) || ![0, 0xffff].includes(groups[5] ?? -1)) return undefined;
  const [high = 0, low = 0] = groups.slice(6);
  // :: and ::1 are no IPv4.
  if (groups[5] === 0 && high === 0 && low <= 1) return undefined;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address. */
function expanded(address: string): number[] | undefined {
  const written = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
  if (written === undefined) return undefined;
  const [left = '', right] = written.split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [read(left), right === undefined ? [] : read(right)];
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** Whether Heed must not connect to an IP address. With `allowPrivate` a company's own network may be reached, but neither a machine's link nor its cloud. */
export function isRefused(address: string, { allowPrivate }: { allowPrivate: boolean }): boolean {
  const plain = address.split('%')[0] ?? '';
  const version = isIP(plain);
  if (version === 0) return true;
  if (version === 4) return NEVER.check(plain, 'ipv4') || (!allowPrivate && PRIVATE.check(plain, 'ipv4'));
  const inner = embedded(plain);
  if (inner !== undefined) return isRefused(inner, { allowPrivate });
  if (NEVER.check(plain, 'ipv6')) return true;
  return !allowPrivate && (!GLOBAL_V6.check(plain, 'ipv6') || PRIVATE.check(plain, 'ipv6'));
}

/** Names that lead to the own machine or network, whatever a resolver says. */
const OWN_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** Whether a host name is not to be asked for at all. A name without a dot is one of the own network. */
export function isRefusedName(host: string, { allowPrivate }: { allowPrivate: boolean }): boolean {
  if (allowPrivate) return false;
  const name = host.toLowerCase().replace(/\.+$/, '');
  return name === '' || !name.includes('.') || OWN_NAME.test(name);
}
