import { describe, expect, test } from 'vitest';
import type { ConfigError} from './config.ts';
import { readConfig } from './config.ts';

const read = (env: Record<string, string>, args: string[] = []) => readConfig({ env, args });
function problems(env: Record<string, string>, args: string[] = []): readonly string[] {
  try {
    read(env, args);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('the configuration', () => {
  test('with nothing set is a local engine for the person at this machine', () => {
    expect(read({ PATH: '/bin' })).toMatchObject({ host: '127.0.0.1', port: 4300, localMode: true, clickhouse: undefined, sample: true, timeZone: 'UTC', liveWindow: 250 });
  });

  test('options win over the environment, and an empty variable is not set', () => {
    expect(read({ HEED_PORT: '5000', HEED_TIME_ZONE: '' }, ['--port=6000', '--no-sample', '--data', '/tmp/x'])).toMatchObject({ port: 6000, sample: false, folder: '/tmp/x', timeZone: 'UTC' });
  });

  test('tells every problem at once, and what to do', () => {
    expect(problems({ HEED_PORT: 'eighty', HEED_TIME_ZONE: 'Mars/Olympus', HEED_PROT: '1', CLICKHOUSE_URL: 'localhost:8123' }, ['--verbose', '--host'])).toEqual([
      '--verbose is not an option of Heed; the options are --host, --port, --data, --organisation, --time-zone, --no-sample.',
      '--host needs a value.',
      'HEED_PROT is not a setting of Heed; see .env.example for all of them.',
      'HEED_PORT must be a whole number from 0 to 65535.',
      'HEED_TIME_ZONE must be an IANA time zone, such as Europe/Berlin.',
      'CLICKHOUSE_URL must be an address that begins with http:// or https://.',
    ]);
  });

  test('limits the cost of a minute where there is somebody else, unless told otherwise', () => {
    const shared = { HEED_ADMIN_TOKEN: 'x'.repeat(24) };
    expect(read({})).toMatchObject({ costPerMinute: null, maxSeconds: 60 });
    expect(read(shared).costPerMinute).toBe(60_000);
    expect(read({ ...shared, HEED_COST_PER_MINUTE: '0' }).costPerMinute).toBeNull();
    expect(read({ HEED_COST_PER_MINUTE: '20000', HEED_MAX_SECONDS: '5' })).toMatchObject({ costPerMinute: 20_000, maxSeconds: 5 });
    expect(problems({ HEED_COST_PER_MINUTE: '9999', HEED_MAX_SECONDS: '0' })).toEqual(['HEED_COST_PER_MINUTE must be 0 for no limit, or at least 10000.', 'HEED_MAX_SECONDS must be a whole number from 1 to 60.']);
  });

  test('refuses to be reachable by others without access', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5']) {
      expect(problems({ HEED_HOST: host })[0]).toMatch(/^HEED_HOST is .+ set HEED_ADMIN_TOKEN/);
      expect(read({ HEED_HOST: host, HEED_ADMIN_TOKEN: 'x'.repeat(24) }).localMode).toBe(false);
    }
    expect(problems({ HEED_ADMIN_TOKEN: 'short' })[0]).toMatch(/at least 24 characters/);
    expect(read({ HEED_HOST: 'localhost' }).localMode).toBe(true);
  });

  test('sends letters where the mail server, the sender and the own address are known, and says what is missing', () => {
    const mail = { HEED_MAIL_URL: 'smtp://care:p%40ss@mail.example.com', HEED_MAIL_FROM: '"Care, Inc." <care@example.com>', HEED_PUBLIC_URL: 'https://heed.example.com' };
    expect(read({})).toMatchObject({ mail: undefined, mailInPort: undefined, mailReplyDomain: undefined, secret: undefined });
    expect(read(mail).mail).toEqual({ server: { host: 'mail.example.com', port: 587, secure: false, user: 'care', password: 'p@ss' }, from: { name: 'Care, Inc.', address: 'care@example.com' } });
    expect(read({ ...mail, HEED_MAIL_URL: 'smtps://mail.example.com', HEED_MAIL_FROM: 'care@example.com' }).mail).toMatchObject({ server: { port: 465, secure: true, user: '' }, from: { name: '', address: 'care@example.com' } });
    expect(problems({ HEED_MAIL_URL: mail.HEED_MAIL_URL })).toEqual([expect.stringMatching(/^HEED_MAIL_URL is set, and HEED_MAIL_FROM is missing/), expect.stringMatching(/HEED_PUBLIC_URL is missing/)]);
    expect(problems({ HEED_MAIL_URL: 'mail.example.com:25', HEED_MAIL_FROM: 'Care', HEED_MAIL_REPLY_DOMAIN: 'reply@example.com', HEED_MAIL_IN_PORT: '0', HEED_SECRET: 'short' })).toEqual([
      'HEED_MAIL_URL must be smtp://user:password@host:587 or smtps://user:password@host:465, without anything behind the port.',
      'HEED_MAIL_FROM must be an e-mail address, with or without a name, such as Care <care@example.com>.',
      'HEED_MAIL_REPLY_DOMAIN must be a domain in lower case, such as reply.example.com.',
      'HEED_MAIL_IN_PORT must be a whole number from 1 to 65535.',
      'HEED_SECRET must have at least 32 characters; make one with: openssl rand -base64 32.',
    ]);
    for (const from of ['a@b.co, c@d.co', 'Care <a@b.co>\r\nBcc: c@d.co', 'Care\r\nX: y <a@b.co>', '<a@b.co', 'Care <>']) expect(problems({ ...mail, HEED_MAIL_FROM: from })).toHaveLength(1);
  });

  test('sends comments to an embedder only where its address and its model are given, and says what is missing', () => {
    expect(read({}).embedder).toBeUndefined();
    expect(read({ HEED_EMBEDDER_URL: 'http://localhost:11434/v1', HEED_EMBEDDER_MODEL: 'bge-m3' }).embedder).toEqual({ url: 'http://localhost:11434/v1', model: 'bge-m3', key: '', dimensions: undefined });
    expect(problems({ HEED_EMBEDDER_URL: 'http://localhost:11434/v1' })).toEqual([expect.stringMatching(/HEED_EMBEDDER_MODEL is missing/)]);
    expect(problems({ HEED_EMBEDDER_KEY: 'secret' })).toEqual([expect.stringMatching(/HEED_EMBEDDER_URL is missing/)]);
    expect(problems({ HEED_EMBEDDER_URL: 'https://me:secret@example.com/v1', HEED_EMBEDDER_MODEL: 'm' })).toEqual([expect.stringMatching(/HEED_EMBEDDER_URL must hold no name or password/)]);
    expect(problems({ HEED_EMBEDDER_URL: 'https://example.com/v1', HEED_EMBEDDER_MODEL: 'm', HEED_EMBEDDER_DIMENSIONS: '1' })).toEqual([expect.stringMatching(/HEED_EMBEDDER_DIMENSIONS must be a whole number/)]);
  });

  test('lets tools read with SQL when there is a good password, on the local engine', () => {
    expect(read({}).sql).toBeUndefined();
    expect(read({ HEED_SQL_PORT: '8124' }).sql).toBeUndefined();
    expect(read({ HEED_SQL_PASSWORD: 'x'.repeat(16) }).sql).toEqual({ port: 8123, password: 'x'.repeat(16) });
    expect(read({ HEED_SQL_PASSWORD: 'x'.repeat(16), HEED_SQL_PORT: '9000' }).sql?.port).toBe(9000);
    expect(problems({ HEED_SQL_PASSWORD: 'short' })).toEqual(['HEED_SQL_PASSWORD must have at least 16 characters; make one with: openssl rand -base64 24.']);
    expect(problems({ HEED_SQL_PASSWORD: 'x'.repeat(16), CLICKHOUSE_URL: 'http://127.0.0.1:8123' })[0]).toMatch(/^HEED_SQL_PASSWORD is for the local engine/);
  });
});
