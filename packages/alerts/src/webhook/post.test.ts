import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { checkedAddress, postJson, type Resolve } from './post.ts';
import { newSecret, signatureHeaders } from './sign.ts';

/** Whatever is asked for leads here: only what is refused before may not be asked for. */
const resolvesTo =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
const never: Resolve = () => Promise.reject(new Error('asked for a name'));
const PUBLIC = '93.184.216.34';

// By what they are; brackets and dots as an address may be written.
const REFUSED: readonly string[] = [
  // Loopback, in every way in which IPv4 can be written.
  '127.0.0.1', '127.0.0.53', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001', '127.0.0.1.', '0', '0.0.0.0', '0.1.2.3',
  // Private, shared, link-local, special.
  '10.0.0.1', '10.255.255.255', '167772161', '0xa000001', '012.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '3232235777', '192.168.257', '100.64.0.1', '100.127.255.255', '169.254.1.1',
  '192.0.0.8', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255',
  // Where clouds answer their machines.
  '169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '100.100.100.200', '168.63.129.16', '192.0.0.192', '[fd00:ec2::254]',
  // IPv6: unspecified, loopback, link-local, site-local, unique local, multicast, documentation, discard.
  '[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[fc00::1]', '[fd12:3456:789a::1]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[3fff::1]',
  // IPv4 in IPv6: mapped, compatible, NAT64, 6to4, Teredo.
  '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2001:0:7f00:1::]',
];
const REFUSED_NAMES = ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'localhost.localdomain', 'printer.local', 'metadata.google.internal', 'metadata.google.internal.', 'nas.lan', 'wiki', 'router.home.arpa', 'db.corp', 'vault.private'];

describe('an address outside', () => {
  test.each([...REFUSED, ...REFUSED_NAMES])('%s is refused, whatever a resolver says', async (host) => {
    const url = URL.parse(`https://${host}:8443/hook`);
    if (!url) throw new Error('the matrix holds what no address can be');
    expect(await checkedAddress(url, { allowPrivate: false, resolve: never })).toEqual({ reason: 'refused_address' });
  });

  test.each(REFUSED.filter((host) => !/^[\d.x]+$/i.test(host) || host.split('.').length === 4).map((host) => host.replaceAll(/[[\]]/g, '').replace(/\.$/, '')).filter((host) => /^[\d.]+$|:/.test(host) && !/^0\d/.test(host)))('a name that leads to %s is refused, also beside a good address', async (address) => {
    const url = new URL('https://rebound.example/');
    expect(await checkedAddress(url, { allowPrivate: false, resolve: resolvesTo(address) })).toEqual({ reason: 'refused_address' });
    expect(await checkedAddress(url, { allowPrivate: false, resolve: resolvesTo(PUBLIC, address) })).toEqual({ reason: 'refused_address' });
  });

  test.each(['http://chat.example/', 'ftp://chat.example/', 'file:///etc/passwd'])('%s is not called: only https is', async (url) => {
    expect(await checkedAddress(new URL(url), { allowPrivate: false, resolve: never })).toEqual({ reason: 'not_https' });
  });

  test.each([['https://chat.example/', PUBLIC], ['https://chat.example./', PUBLIC], [`https://${PUBLIC}/`, PUBLIC], ['https://1.1.1.1:8443/', '1.1.1.1'], ['https://[2606:4700:4700::1111]/', '2606:4700:4700::1111']])('%s is', async (url, address) => {
    expect(await checkedAddress(new URL(url), { allowPrivate: false, resolve: resolvesTo(address) })).toMatchObject({ address });
  });

  test.each(['https://169.254.169.254/', 'https://[fe80::1]/', 'https://[fd00:ec2::254]/', 'https://100.100.100.200/', 'https://0.0.0.0/', 'https://224.0.0.1/', 'https://[::ffff:169.254.169.254]/'])('%s is no company’s own network either', async (url) => {
    expect(await checkedAddress(new URL(url), { allowPrivate: true, resolve: never })).toEqual({ reason: 'refused_address' });
  });

  test.each(['http://10.1.2.3:8080/', 'https://127.0.0.1/', 'http://[::1]/', 'https://[fd12::1]/'])('%s is called where a company allows its own network', async (url) => {
    expect(await checkedAddress(new URL(url), { allowPrivate: true, resolve: never })).toMatchObject({ family: expect.any(Number) as number });
  });

  it('says that there is no such name', async () => {
    expect(await checkedAddress(new URL('https://nowhere.example/'), { allowPrivate: false, resolve: never })).toEqual({ reason: 'unknown_host' });
    expect(await checkedAddress(new URL('https://nowhere.example/'), { allowPrivate: false, resolve: resolvesTo() })).toEqual({ reason: 'unknown_host' });
  });
});

describe('a call', () => {
  let stopping: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stopping) stop();
    stopping = [];
  });
  async function listening(server: Server): Promise<string> {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    stopping.push(() => server.close());
    return String((server.address() as AddressInfo).port);
  }

  it('goes to the address that was checked, however the name is resolved a moment later', async () => {
    const hosts: (string | undefined)[] = [];
    const port = await listening(createServer((request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(204).end();
    }));
    // The first answer is good, every later one leads to a cloud's own service.
    const asked: string[] = [];
    const rebinding: Resolve = (host) => {
      asked.push(host);
      return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
    };
    expect(await postJson(new URL(`http://rebinding.example:${port}/`), '{}', { headers: {}, allowPrivate: true, resolve: rebinding })).toEqual({ status: 204, reason: '' });
    expect([asked, hosts]).toEqual([['rebinding.example'], [`rebinding.example:${port}`]]);
    expect(await postJson(new URL(`http://rebinding.example:${port}/`), '{}', { headers: {}, allowPrivate: true, resolve: rebinding })).toEqual({ status: null, reason: 'refused_address' });
    expect(hosts).toHaveLength(1);
  });

  it('keeps nothing of an answer but its status, however long it is, and follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const port = await listening(createServer((request, response) => {
      paths.push(request.url);
      if (request.url === '/moved') return response.writeHead(307, { location: '/else' }).end();
      // Never ends by itself.
      response.writeHead(200);
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(16_384), () => setImmediate(more));
      };
      more();
      return undefined;
    }));
    expect(await postJson(new URL(`http://127.0.0.1:${port}/long`), '{}', { headers: {}, allowPrivate: true })).toEqual({ status: 200, reason: '' });
    expect(await postJson(new URL(`http://127.0.0.1:${port}/moved`), '{}', { headers: {}, allowPrivate: true })).toEqual({ status: 307, reason: '' });
    expect(paths).toEqual(['/long', '/moved']);
  });

  it('is given up by whoever is silent, closes, speaks no TLS or is not there', async () => {
    const silent = await listening(createTcp(() => undefined));
    const closing = await listening(createTcp((socket) => socket.destroy()));
    const post = (url: string) => postJson(new URL(url), '{}', { headers: {}, allowPrivate: true, timeoutMs: 500 });
    expect(await post(`http://127.0.0.1:${silent}/`)).toEqual({ status: null, reason: 'timeout' });
    expect(await post(`http://127.0.0.1:${closing}/`)).toEqual({ status: null, reason: 'connection_reset' });
    const plain = await listening(createServer());
    expect(await post(`https://127.0.0.1:${plain}/`)).toMatchObject({ status: null, reason: 'tls' });
    const gone = createTcp();
    const port = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: null, reason: 'connection_refused' });
  });
});

describe('a signature', () => {
  it('is that of the specification', () => {
    // The example of the specification's own libraries.
    expect(signatureHeaders('{"test": 2432232314}', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000, secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] })).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with each secret that holds', () => {
    const secrets = [newSecret(), newSecret()];
    expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { 'webhook-signature': signature } = signatureHeaders('ä', { id: 'msg_1', at: 1_999, secrets });
    const expected = secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update('msg_1.1.ä', 'utf8').digest('base64')}`);
    expect(signature).toBe(expected.join(' '));
  });
});
