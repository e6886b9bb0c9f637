import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { HeedError } from '@heed/domain';

/** At most so many networks for one display. */
const MAX_NETWORKS = 20;

/** A network such as 192.168.0.0/24, or one address; null for anything else. */
function parsed(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | null {
  const [, address = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  return version === 0 || bits > most ? null : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** The networks of an argument, each once. Throws BAD_USER_INPUT for what is none. */
export function readNetworks(given: readonly string[], path: string): string[] {
  if (given.length > MAX_NETWORKS) throw new HeedError('BAD_USER_INPUT', `${path} may name at most ${MAX_NETWORKS} networks.`, { path });
  const networks = given.map((text, index) => {
    const network = parsed(text);
    if (!network) throw new HeedError('BAD_USER_INPUT', `${path}.${index} must be a network such as 192.168.0.0/24 or 2001:db8::/48, or one address.`, { path: `${path}.${index}` });
    return `${network.address.toLowerCase()}/${network.bits}`;
  });
  return [...new Set(networks)];
}

const lists = new WeakMap<readonly string[], BlockList>();

function listOf(networks: readonly string[]): BlockList {
  const known = lists.get(networks);
  if (known) return known;
  const list = new BlockList();
  for (const text of networks) {
    const network = parsed(text);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  lists.set(networks, list);
  return list;
}

/** A socket that takes both families shows an IPv4 address within an IPv6 one, and names its interface. */
const plainAddress = (address: string): string => address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');

/** Who is counted together: an address, and of IPv6 the 64 bits that one household or office is given as a whole. */
export function neighbourhoodOf(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  const [before = '', after] = plain.split('::');
  const groups = before.split(':').filter((group) => group !== '');
  const rest = (after ?? '').split(':').filter((group) => group !== '');
  const gap = after === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return [...groups, ...gap, ...rest].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':');
}

/** Whether an address lies in one of some networks; there is no limit where there are none. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const plain = plainAddress(address);
  const version = isIP(plain);
  return version !== 0 && listOf(networks).check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Where a request comes from, behind so many proxies that are believed: as express sees it, also for requests that express does not see. */
export function addressOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, trustedProxies: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map((part) => part.trim()).filter((part) => part !== '');
  const hops = [socket.remoteAddress ?? '', ...forwarded.reverse()];
  return hops[Math.min(trustedProxies, hops.length - 1)] ?? '';
}
