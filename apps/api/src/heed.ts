import { createCollector, type Collector } from '@heed/collect';
import { HeedError, type Calendar } from '@heed/domain';
import type { Loops, LoopSettings, Messages } from '@heed/loops';
import { createDailySums, type DailySums } from '@heed/measure';
import { createJournal, openStore, type LocalEngine, type Store } from '@heed/store';
import type { Themes } from '@heed/themes';
import { alertLetters } from './alerts/alert-letters.ts';
import { createRunningAlerts, type RunningAlerts } from './alerts/running-alerts.ts';
import { createGate, type Gate } from './access/authenticate.ts';
import { createTokens, type Tokens } from './access/tokens.ts';
import type { Config } from './config.ts';
import type { DefinitionKind } from './definitions/definition.ts';
import { createDefinitions, type Definitions } from './definitions/definitions.ts';
import { createHub, type Hub } from './live/hub.ts';
import { createRunningLoops } from './loops/running-loops.ts';
import { startMail, type RunningMail } from './mail/running-mail.ts';
import { watchDatabase, type DatabaseState } from './ops/database-watch.ts';
import { reportTo, type Logger } from './ops/log.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { keepSqlViews, sqlReader } from './ops/sql-views.ts';
import { createRunningThemes } from './themes/running-themes.ts';
import { createDisplays, type Displays } from './walls/displays.ts';
import { createPairings, type Pairings } from './walls/pairings.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';

/** Everything that a running Heed consists of, composed once. */
export interface Heed {
  readonly config: Config;
  readonly version: string;
  readonly store: Store;
  readonly engine: LocalEngine | undefined;
  readonly collector: Collector;
  readonly hub: Hub;
  readonly dailySums: DailySums;
  readonly tokens: Tokens;
  /** Screens that show walls, and those that wait to be let in. */
  readonly displays: Displays;
  readonly pairings: Pairings;
  readonly gate: Gate;
  readonly workspace: Workspace;
  readonly definitions: Definitions;
  /** Everything that changes loops goes through here. */
  readonly loops: Loops;
  readonly messages: Messages;
  /** Letters to customers and what comes back. */
  readonly mail: RunningMail;
  /** What customers talk about, and all that finds it out. */
  readonly themes: Themes;
  /** What people are told of, and whether they were. */
  readonly alerts: RunningAlerts;
  readonly metrics: Metrics;
  /** Keys of attributes that were seen, by what callers may see. */
  readonly attributeKeys: Map<string, Set<string>>;
  readonly log: Logger;
  /** Whether the database answers. */
  database(): DatabaseState;
  /** Epoch milliseconds. */
  now(): number;
  calendar(): Calendar;
  /** What people decided about loops; the same object while nothing of it changed. */
  loopSettings(): LoopSettings;
  /** A number that only grows, as decimal text. */
  nextVersion(): string;
  /** Called after access may have changed, here or in another process. */
  onAccessChange(listener: () => void): void;
  close(): Promise<void>;
}

/** How soon a token that was revoked elsewhere ends here, at most. */
const REFRESH_MS = 2_000;
/** How often it is looked for days that can be summed up. */
const SUM_UP_MS = 15_000;
/** Who cannot finish what it took must not keep a stopping process alive. */
const DRAIN_MS = 8_000;

/** Opens the store, brings it up to date and starts everything but the server. Throws as `openStore`. */
export async function openHeed(config: Config, { log, version }: { log: Logger; version: string }): Promise<Heed> {
  const metrics = createMetrics();
  const now = Date.now;
  let databaseAnswered = (): void => undefined;
  const { store, engine, close } = await openStore(
    config.clickhouse ?? {
      folder: config.folder,
      database: config.database,
      reader: sqlReader(config),
      onRestart: (reason) => {
        metrics.engineRestarted();
        log.warn({ reason }, 'the local engine was started again');
      },
    },
    {
      onStatement(event) {
        metrics.statement(event);
        if (event.ok) databaseAnswered();
      },
    },
  );
  const report = reportTo(log);
  /** That the database is away for the moment is told elsewhere; the next round comes soon. */
  const reportUnexpected = (error: unknown): void => {
    if (!(error instanceof HeedError)) report(error);
  };
  await keepSqlViews(store, { timeZone: config.timeZone, log }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let lastVersion = 0n;
  const nextVersion = (): string => {
    const moment = BigInt(now()) << 10n;
    lastVersion = moment > lastVersion ? moment : lastVersion + 1n;
    return String(lastVersion);
  };

  const hub = createHub({
    windowMs: config.liveWindow,
    now,
    nextVersion,
    onError: (error) => {
      if (!(error instanceof HeedError)) report(error);
    },
  });
  const database = watchDatabase({ isReady: () => store.isReady(), now, onChange: () => hub.changed({ kind: 'service' }) });
  databaseAnswered = database.answered;
  const collector = createCollector({
    store,
    clock: now,
    touchLeaseMs: config.dailyLease,
    onCommit({ minOccurredAt, maxOccurredAt }) {
      hub.changed({ kind: 'feedback', occurred: { from: minOccurredAt, to: maxOccurredAt + 1 } });
      running.opener.wake();
      themes.wake();
    },
  });
  const journal = createJournal(store);
  const tokens = createTokens({ journal, adminToken: config.adminToken, now, onChange: accessChanged });
  const listeners: (() => void)[] = [];
  function accessChanged(): void {
    hub.changed({ kind: 'displays' });
    listeners.forEach((listener) => listener());
  }
  const pairings = createPairings({ store, tokens, now });
  const definitions = createDefinitions({ journal, now, onChange: definitionsChanged });
  const { loopSettings } = definitions;
  const running = createRunningLoops({ store, settings: loopSettings, now, onChange: (change) => hub.changed(change), report });
  function definitionsChanged(kinds: readonly DefinitionKind[]): void {
    hub.changed({ kind: 'definitions', kinds });
    if (kinds.includes('department')) running.departmentsChanged();
    alerts.definitionsChanged(kinds);
  }
  const themes = createRunningThemes({ config, store, journal, settings: loopSettings, now, onChange: (change) => hub.changed(change), report });
  const calendar = (): Calendar => ({ now: now(), timeZone: config.timeZone });
  const workspace = createWorkspace({ config, store, journal, collector, definitions, tokens, loops: running.loops, themes, now, onChange: () => hub.changed({ kind: 'workspace' }) });
  const alerts = createRunningAlerts({
    config, store, journal, definitions, calendar, report,
    catalogue: () => themes.catalogue.state(),
    mail: alertLetters({ config, settings: loopSettings, company: workspace.name, now }),
    onAttempt: (attempt) => metrics.delivering(attempt),
    onAlert: (alert) => metrics.alerting(alert),
    onChange: (change) => hub.changed(change),
  });
  await Promise.all([tokens.refresh(), definitions.refresh(), alerts.refresh()]);
  const displays = await createDisplays({ store, tokens, now, onChange: () => hub.changed({ kind: 'displays' }), onError: reportUnexpected, shared: config.clickhouse !== undefined });
  running.start();
  themes.start();
  const mail = await startMail({ config, store, journal, loops: running.loops, messages: running.messages, listen: running.listen, settings: loopSettings, company: workspace.name, calendar, onChange: (change) => hub.changed(change), report }).catch(async (error: unknown) => {
    await Promise.all([running.close(), themes.close()]);
    await close();
    throw error;
  });
  running.listen(mail);
  running.listen(alerts);
  alerts.start();

  const refreshing = setInterval(() => {
    Promise.all([tokens.refresh(), workspace.refresh(), definitions.refresh(), alerts.refresh()])
      .then(() => listeners.forEach((listener) => listener()))
      // The database is away for the moment; the next round comes soon.
      .catch((error: unknown) => {
        if (!(error instanceof HeedError)) report(error);
      });
  }, REFRESH_MS);
  refreshing.unref();

  const dailySums = createDailySums({ store, calendar, minimumRows: config.dailyFromRows, restMs: config.dailyRest });
  let summing = false;
  const summingUp = setInterval(() => {
    // The first round over a large table takes longer than the pause.
    if (summing) return;
    summing = true;
    dailySums
      .round()
      .catch((error: unknown) => {
        if (!(error instanceof HeedError)) report(error);
      })
      .finally(() => (summing = false));
  }, Math.min(SUM_UP_MS, config.dailyRest / 4));
  summingUp.unref();

  return {
    config,
    version,
    store,
    engine,
    collector,
    hub,
    dailySums,
    tokens,
    displays,
    pairings,
    gate: createGate({ tokens, localMode: config.localMode, publicUrl: config.publicUrl, trustedProxies: config.trustedProxies }),
    workspace,
    definitions,
    loops: running.loops,
    messages: running.messages,
    mail,
    themes,
    alerts,
    metrics,
    attributeKeys: new Map(),
    log,
    database: database.state,
    now,
    calendar,
    loopSettings,
    nextVersion,
    onAccessChange: (listener) => listeners.push(listener),
    async close() {
      clearInterval(refreshing);
      clearInterval(summingUp);
      database.close();
      hub.close();
      await Promise.race([Promise.all([alerts.close(), mail.close().then(() => running.close()), themes.close(), collector.close(), displays.close()]), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
      await close();
    },
  };
}
