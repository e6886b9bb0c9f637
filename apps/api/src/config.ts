import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { assertTimeZone } from '@heed/domain';
import { addressOf, readSmtpUrl, type SmtpAddress } from '@heed/loops';
import * as z from 'zod';

/** Everything that can be set, parsed once and passed on; nothing else reads the environment. */
export interface Config {
  host: string;
  port: number;
  /** Folder of the local engine and of what belongs to it. */
  folder: string;
  /** The ClickHouse server, or undefined for the local engine. */
  clickhouse: { url: string; username: string; password: string; database: string } | undefined;
  database: string;
  /** Where and with which password tools may read the views of the local engine with SQL, or undefined when they may not. */
  sql: { port: number; password: string } | undefined;
  organisation: string;
  timeZone: string;
  /** BCP 47 tags of the languages in which customers write; empty for any. */
  languages: readonly string[];
  /** Load sample data on the first start. */
  sample: boolean;
  /** The administrator's token, or undefined. */
  adminToken: string | undefined;
  /** True when everyone on this machine is administrator: loopback and no access configured. */
  localMode: boolean;
  /** Origin under which people reach Heed, for example https://heed.example.com, or undefined. */
  publicUrl: string | undefined;
  /** Number of proxies in front whose X-Forwarded-* headers are believed. */
  trustedProxies: number;
  /** What the questions of one caller may cost together within a minute, or null for no limit. */
  costPerMinute: number | null;
  /** Seconds that a database statement may take for anybody; roles have shorter limits of their own. */
  maxSeconds: number;
  logLevel: string;
  /** Where letters to customers are handed over, and who writes them, or undefined while there is no mail. */
  mail: { server: SmtpAddress; from: { name: string; address: string } } | undefined;
  /** Domain whose mail comes back to Heed, or undefined where replies go to the sender. */
  mailReplyDomain: string | undefined;
  /** Port on which the company's mail server hands replies over, or undefined. */
  mailInPort: number | undefined;
  /** Whether webhooks may lead into the company's own network, and without encryption. */
  webhookPrivate: boolean;
  /** Signs links and addresses in letters; undefined for one that is made at the first start and kept with the data. */
  secret: string | undefined;
  /** Where comments get vectors by what they mean, so that themes cross languages; undefined, and no comment leaves this machine. */
  embedder: { url: string; model: string; key: string; dimensions: number | undefined } | undefined;
  /** Milliseconds in which changes are gathered before a live view is computed again. */
  liveWindow: number;
  /** Rows of feedback from which on days are summed up. */
  dailyFromRows: number;
  /** Milliseconds for which a day must have been left alone before it is summed up; the same for all processes of a database. */
  dailyRest: number;
  /** Milliseconds for which a writer's announcement of a day holds: a sixth of the rest; the other five are for writes under way. */
  dailyLease: number;
}

/** All problems of a configuration, each a sentence. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const flag = z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((value) => ['true', '1', 'yes'].includes(value));
const wholeNumber = ({ min, max }: { min: number; max: number }) => z.coerce.number({ error: `must be a whole number from ${min} to ${max}` }).int().min(min).max(max);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });

/** `Care <care@example.com>`, `"Care, Inc." <care@example.com>` or the address alone. */
function readMailbox(text: string): { name: string; address: string } | null {
  const [, name = '', bracketed] = /^\s*(?:"?([^"<>\p{C}]*?)"?\s*<([^<>]*)>|.*)\s*$/u.exec(text) ?? [];
  const address = addressOf({ email: bracketed ?? text });
  return address === null ? null : { name: name.trim(), address };
}

/** `en, zh-TW`: languages by their tags, as Intl spells them. */
function readLanguages(text: string): string[] | null {
  try {
    return Intl.getCanonicalLocales(text.split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''));
  } catch {
    return null;
  }
}

const parsed = <T>(read: (text: string) => T | null, message: string) =>
  z.string().transform((text, { addIssue }) => {
    const value = read(text);
    if (value === null) addIssue({ code: 'custom', message });
    return value as T;
  });

/** What one question may cost (see LIMITS in graphql/limits.ts): with less a minute, some could never be asked. */
const LARGEST_COST = 10_000;
/** The whole Overview costs about 350: some 170 of them a minute, or twenty single scores a second. */
const COST_PER_MINUTE = 60_000;

const settings = {
  HEED_HOST: z.string().refine((value) => value === 'localhost' || isIP(value) !== 0, 'must be localhost or an IP address, such as 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  HEED_PORT: wholeNumber({ min: 0, max: 65_535 }).default(4300),
  HEED_DATA: z.string().min(1).default('.heed'),
  HEED_SQL_PASSWORD: z.string().min(16, 'must have at least 16 characters; make one with: openssl rand -base64 24').optional(),
  HEED_SQL_PORT: wholeNumber({ min: 1, max: 65_535 }).default(8123),
  HEED_ORGANISATION: z.string().min(1).max(100).default('Your company'),
  HEED_TIME_ZONE: z
    .string()
    .refine((value) => {
      try {
        assertTimeZone(value);
        return true;
      } catch {
        return false;
      }
    }, 'must be an IANA time zone, such as Europe/Berlin')
    .default('UTC'),
  HEED_LANGUAGES: parsed(readLanguages, 'must be language tags separated by commas, such as en, zh-TW, pl').default([]),
  HEED_SAMPLE: flag.default(true),
  HEED_ADMIN_TOKEN: z.string().min(24, 'must have at least 24 characters; make one with: openssl rand -base64 32').optional(),
  HEED_PUBLIC_URL: httpUrl.transform((value) => new URL(value).origin).optional(),
  HEED_TRUSTED_PROXIES: wholeNumber({ min: 0, max: 10 }).default(0),
  HEED_COST_PER_MINUTE: wholeNumber({ min: 0, max: 1_000_000_000 })
    .refine((value) => value === 0 || value >= LARGEST_COST, `must be 0 for no limit, or at least ${LARGEST_COST}`)
    .optional(),
  HEED_MAX_SECONDS: wholeNumber({ min: 1, max: 60 }).default(60),
  HEED_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
  HEED_MAIL_URL: parsed(readSmtpUrl, 'must be smtp://user:password@host:587 or smtps://user:password@host:465, without anything behind the port').optional(),
  HEED_MAIL_FROM: parsed(readMailbox, 'must be an e-mail address, with or without a name, such as Care <care@example.com>').optional(),
  HEED_MAIL_REPLY_DOMAIN: z.string().regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/, 'must be a domain in lower case, such as reply.example.com').max(180).optional(),
  HEED_MAIL_IN_PORT: wholeNumber({ min: 1, max: 65_535 }).optional(),
  HEED_WEBHOOK_PRIVATE: z.enum(['allow', 'refuse'], { error: 'must be allow or refuse' }).default('refuse'),
  HEED_SECRET: z.string().min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32').optional(),
  HEED_EMBEDDER_URL: httpUrl.refine((value) => URL.parse(value)?.username === '' && URL.parse(value)?.password === '', 'must hold no name or password; the key stands in HEED_EMBEDDER_KEY').optional(),
  HEED_EMBEDDER_MODEL: z.string().min(1).max(200).optional(),
  HEED_EMBEDDER_KEY: z.string().min(1).optional(),
  HEED_EMBEDDER_DIMENSIONS: wholeNumber({ min: 2, max: 16_384 }).optional(),
  HEED_LIVE_WINDOW_MS: wholeNumber({ min: 0, max: 60_000 }).default(250),
  HEED_DAILY_FROM_ROWS: wholeNumber({ min: 0, max: 1_000_000_000_000 }).default(300_000),
  HEED_DAILY_REST_SECONDS: wholeNumber({ min: 6, max: 86_400 }).default(180),
  CLICKHOUSE_URL: httpUrl.optional(),
  CLICKHOUSE_USER: z.string().min(1).default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  CLICKHOUSE_DATABASE: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be lower-case letters, digits and _').default('heed'),
};
/** Read by the launcher and by commands that talk to a running Heed; allowed here so that a misspelt name is still noticed. */
const OTHER_NAMES = ['HEED_CHROMIUM', 'HEED_INTERNAL_URL', 'HEED_URL', 'HEED_TOKEN'];

const OPTIONS: Readonly<Record<string, keyof typeof settings>> = { '--host': 'HEED_HOST', '--port': 'HEED_PORT', '--data': 'HEED_DATA', '--organisation': 'HEED_ORGANISATION', '--time-zone': 'HEED_TIME_ZONE' };

function readOptions(args: readonly string[], problems: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [name = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    if (name === '--no-sample') {
      values.HEED_SAMPLE = 'false';
      continue;
    }
    const setting = OPTIONS[name];
    if (!setting) {
      problems.push(`${name} is not an option of Heed; the options are ${[...Object.keys(OPTIONS), '--no-sample'].join(', ')}.`);
      continue;
    }
    const value = inline ?? args[++index];
    if (value === undefined) problems.push(`${name} needs a value.`);
    else values[setting] = value;
  }
  return values;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/**
 * The configuration from command-line options, then the environment, then defaults. An empty variable counts as not set.
 * Throws ConfigError with every problem at once.
 */
export function readConfig({ env, args }: { env: Readonly<Record<string, string | undefined>>; args: readonly string[] }): Config {
  const problems: string[] = [];
  const given = Object.fromEntries(Object.entries({ ...env, ...readOptions(args, problems) }).filter(([, value]) => value !== '' && value !== undefined));
  for (const name of Object.keys(given)) {
    if (name.startsWith('HEED_') && !(name in settings) && !OTHER_NAMES.includes(name)) problems.push(`${name} is not a setting of Heed; see .env.example for all of them.`);
  }
  const parsed = z.object(settings).safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${issue.path.join('.')} ${issue.message.startsWith('must') ? issue.message : `is not usable: ${issue.message}`}.`);
    throw new ConfigError(problems);
  }
  const value = parsed.data;
  const loopback = isLoopback(value.HEED_HOST);
  const localMode = loopback && !value.HEED_ADMIN_TOKEN;
  if (!loopback && !value.HEED_ADMIN_TOKEN) {
    problems.push(`HEED_HOST is ${value.HEED_HOST}, which other machines can reach, and no access is configured: set HEED_ADMIN_TOKEN (make one with: openssl rand -base64 32), or HEED_HOST=127.0.0.1 for this machine only.`);
  }
  if (value.CLICKHOUSE_URL && value.HEED_SQL_PASSWORD) {
    problems.push('HEED_SQL_PASSWORD is for the local engine; a server at CLICKHOUSE_URL has users of its own: create heed_reader there as the README says, and leave HEED_SQL_PASSWORD empty.');
  }
  if (value.HEED_MAIL_URL && !value.HEED_MAIL_FROM) problems.push('HEED_MAIL_URL is set, and HEED_MAIL_FROM is missing: the address from which letters to customers come, such as Care <care@example.com>.');
  if (value.HEED_MAIL_URL && !value.HEED_PUBLIC_URL) problems.push('HEED_MAIL_URL is set, and HEED_PUBLIC_URL is missing: every letter holds a link by which the customer can stop them, so Heed must know under which address it is reached.');
  if (value.HEED_EMBEDDER_URL && !value.HEED_EMBEDDER_MODEL) problems.push('HEED_EMBEDDER_URL is set, and HEED_EMBEDDER_MODEL is missing: the name of a model that the endpoint has, such as bge-m3.');
  if (!value.HEED_EMBEDDER_URL && (value.HEED_EMBEDDER_MODEL ?? value.HEED_EMBEDDER_KEY ?? value.HEED_EMBEDDER_DIMENSIONS) !== undefined) {
    problems.push('HEED_EMBEDDER_MODEL, HEED_EMBEDDER_KEY or HEED_EMBEDDER_DIMENSIONS is set, and HEED_EMBEDDER_URL is missing: the address of the endpoint up to /embeddings, such as http://localhost:11434/v1.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    host: value.HEED_HOST,
    port: value.HEED_PORT,
    folder: resolve(value.HEED_DATA),
    clickhouse: value.CLICKHOUSE_URL ? { url: value.CLICKHOUSE_URL, username: value.CLICKHOUSE_USER, password: value.CLICKHOUSE_PASSWORD, database: value.CLICKHOUSE_DATABASE } : undefined,
    database: value.CLICKHOUSE_DATABASE,
    sql: value.HEED_SQL_PASSWORD ? { port: value.HEED_SQL_PORT, password: value.HEED_SQL_PASSWORD } : undefined,
    organisation: value.HEED_ORGANISATION,
    timeZone: value.HEED_TIME_ZONE,
    languages: value.HEED_LANGUAGES,
    sample: value.HEED_SAMPLE,
    adminToken: value.HEED_ADMIN_TOKEN,
    localMode,
    publicUrl: value.HEED_PUBLIC_URL,
    trustedProxies: value.HEED_TRUSTED_PROXIES,
    // At one's own machine there is nobody else to starve.
    costPerMinute: (value.HEED_COST_PER_MINUTE ?? (localMode ? 0 : COST_PER_MINUTE)) || null,
    maxSeconds: value.HEED_MAX_SECONDS,
    mail: value.HEED_MAIL_URL && value.HEED_MAIL_FROM ? { server: value.HEED_MAIL_URL, from: value.HEED_MAIL_FROM } : undefined,
    mailReplyDomain: value.HEED_MAIL_REPLY_DOMAIN,
    mailInPort: value.HEED_MAIL_IN_PORT,
    webhookPrivate: value.HEED_WEBHOOK_PRIVATE === 'allow',
    secret: value.HEED_SECRET,
    embedder: value.HEED_EMBEDDER_URL && value.HEED_EMBEDDER_MODEL ? { url: value.HEED_EMBEDDER_URL, model: value.HEED_EMBEDDER_MODEL, key: value.HEED_EMBEDDER_KEY ?? '', dimensions: value.HEED_EMBEDDER_DIMENSIONS } : undefined,
    logLevel: value.HEED_LOG_LEVEL ?? (process.stdout.isTTY ? 'warn' : 'info'),
    liveWindow: value.HEED_LIVE_WINDOW_MS,
    dailyFromRows: value.HEED_DAILY_FROM_ROWS,
    dailyRest: value.HEED_DAILY_REST_SECONDS * 1_000,
    dailyLease: (value.HEED_DAILY_REST_SECONDS * 1_000) / 6,
  };
}

/** The configuration of this process; a file named .env in the working folder fills what the environment does not set. */
export function configOfProcess(args: readonly string[] = process.argv.slice(2)): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig({ env: process.env, args });
}

/** What the dashboard's server half needs to know; it reads the environment when it is loaded. */
export function tellDashboard({ internalUrl }: { internalUrl: string }): void {
  process.env.HEED_INTERNAL_URL = internalUrl;
}

/** Where `npm run import` and `npm run definitions` find a running Heed, and the token that they show. */
export function importTarget(): { url: string | undefined; token: string | undefined } {
  return { url: process.env.HEED_URL, token: process.env.HEED_TOKEN };
}
