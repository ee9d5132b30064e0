import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { seedIds, seedPeople } from '../../src/sandbox/index.js';
import { authorizeAtOnce, callTool, createClient, redeem, type Tokens } from '../support/oauth-client.js';
import {
  atlassianSurroundings,
  serveInProcess,
  type InProcess,
  type Surroundings,
} from '../support/oauth-surroundings.js';

/** Prometheus' own tool answers the questions of the dashboard and of the alerts, from what a running service shows. */
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const described = hasPromtool ? describe : describe.skip;
const alertsFile = fileURLToPath(new URL('../../deploy/monitoring/alerts.yaml', import.meta.url));
const dashboardFile = new URL('../../deploy/monitoring/dashboard.json', import.meta.url);
const metricsToken = 'of-the-metrics-'.repeat(3);

interface Series {
  readonly series: string;
  readonly values: string;
}

let around: Surroundings;
let service: InProcess;
/** What was scraped before, in the middle of, and after the traffic. */
const scrapes: Map<string, number>[] = [];

async function scrape(): Promise<void> {
  const answer = await fetch(`${around.baseUrl}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const lines = (await answer.text()).matchAll(/^([a-z_]\w*(?:\{[^}]*\})?) (\S+)$/gm);
  scrapes.push(new Map([...lines].map(([, name = '', value]) => [name, Number(value)])));
}

/** A bit of everything that is counted. */
async function traffic(): Promise<void> {
  const client = await createClient(around);
  const answer = await authorizeAtOnce(around, client);
  const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
  const call = (name: string, args: object) => callTool(around, tokens.access_token, name, args);
  for (let n = 0; n < 3; n += 1) await call('confluence_get_page', { page_id: seedIds.paymentsRunbook });
  await Promise.all([1, 2, 3].map(() => call('confluence_get_page', { page_id: seedIds.meetingNotes })));
  await call('confluence_get_page', { page_id: '999999999' });
  around.sandbox.faults.add({ kind: 'status', status: 503, times: 1 });
  await call('confluence_search', { query: 'runbook' });
  await callTool(around, 'nobody', 'hello', { name: 'x' });
}

beforeAll(async () => {
  if (!hasPromtool) return;
  around = await atlassianSurroundings();
  around.sandbox.oauth.signedIn = seedPeople.amina;
  service = await serveInProcess({ ...around.env, METRICS_TOKEN: metricsToken });
  for (let round = 0; round < 3; round += 1) {
    await traffic();
    await scrape();
  }
}, 60_000);
afterAll(async () => {
  await service?.close();
  await around?.close();
});

/** As Prometheus would have stored them, a minute apart. */
function scraped(): Series[] {
  const names = [...new Set(scrapes.flatMap((one) => [...one.keys()]))];
  return names.map((name) => {
    const labelled = name.endsWith('}') ? name.replace(/\}$/, ',') : `${name}{`;
    const values = scrapes.map((one) => one.get(name) ?? '_');
    return { series: `${labelled}job="mcp",instance="a"}`, values: values.join(' ') };
  });
}

/** Of each question, what promtool says it got when it was told to expect nothing; absent where it got nothing. */
function answersTo(questions: readonly string[], series: readonly Series[], at: string): (string | undefined)[] {
  const tests = questions.map((expr) => ({
    interval: '1m',
    input_series: series,
    promql_expr_test: [{ expr, eval_time: at, exp_samples: [] }],
  }));
  const folder = mkdtempSync(join(tmpdir(), 'questions-'));
  const answers = tests.map((test, n) => {
    const file = join(folder, `${n}.json`);
    writeFileSync(file, JSON.stringify({ evaluation_interval: '1m', tests: [test] }));
    const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
    return /^\s*got:\s*(.*)$/m.exec(stdout + stderr)?.[1];
  });
  rmSync(folder, { recursive: true });
  return answers;
}

/** The values in what promtool says, such as `{tool="x"} 0.05`. */
const valuesIn = (answer: string | undefined): number[] =>
  [...(answer ?? '').matchAll(/\S+ (\S+?)(?:,|$)/g)].map(([, value]) => Number(value));

described('the dashboard, after traffic (NOT TESTED where promtool is not on the PATH)', () => {
  it('shows data in every panel', () => {
    const { panels } = JSON.parse(readFileSync(dashboardFile, 'utf8')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const asked = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
    const questions = asked.map(({ expr }) => expr.replaceAll('$job', 'mcp').replaceAll('$__rate_interval', '5m'));
    const answers = answersTo(questions, scraped(), '2m');
    const empty = asked.filter((_, n) => !valuesIn(answers[n]).some((value) => Number.isFinite(value)));
    expect(empty).toEqual([]);
    expect(answersTo(['sum(no_such_series)'], scraped(), '2m')).toEqual([undefined]);
  });

  it('counts by labels that stay few: nothing of pages, people or addresses', () => {
    const labels = [...(scrapes.at(-1)?.keys() ?? [])].join('\n');
    expect(labels).not.toMatch(/131073|131076|999999999|amina|@|127\.0\.0\.1|nobody/i);
    const perMetric = new Map<string, number>();
    for (const name of scrapes.at(-1)?.keys() ?? []) {
      const metric = name.replace(/\{.*/, '');
      perMetric.set(metric, (perMetric.get(metric) ?? 0) + 1);
    }
    expect([...perMetric].filter(([, count]) => count > 60)).toEqual([]);
  });
});

/** What each alert is about, as series over fifteen minutes: `a+bxn` is n more values, each b more. */
const troubles: Readonly<Record<string, readonly [series: string, values: string][]>> = {
  ConfluencePaused: [['confluence_circuit_open', '1x15']],
  ToolsFail: [
    ['mcp_tool_calls_total{tool="hello",code="ok"}', '0+10x15'],
    ['mcp_tool_calls_total{tool="hello",code="INTERNAL"}', '0+1x15'],
  ],
  ServiceAccountRefused: [['mcp_tool_calls_total{tool="hello",code="CREDENTIALS_REJECTED"}', '0 0 1x13']],
  ToolsSlow: [
    ['mcp_tool_call_duration_seconds_bucket{le="5"}', '0+1x25'],
    ['mcp_tool_call_duration_seconds_bucket{le="10"}', '0+10x25'],
    ['mcp_tool_call_duration_seconds_bucket{le="+Inf"}', '0+10x25'],
  ],
  CallersRefused: [['auth_decisions_total{mode="jwt",outcome="rejected"}', '0+120x25']],
  LoginsFail: [['oauth_logins_total{outcome="upstream_unavailable"}', '0+1x15']],
  EventLoopBlocked: [['nodejs_eventloop_lag_p99_seconds{instance="a"}', '0.9x25']],
  LogLinesLost: [['log_lines_lost_total', '0 0 5x13']],
};

interface Alert {
  readonly alert: string;
  readonly labels: Record<string, string>;
}
const alerts = (parse(readFileSync(alertsFile, 'utf8')) as { groups: { rules: Alert[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

described('the alerts (NOT TESTED where promtool is not on the PATH)', () => {
  /** Whether the alert fires at some time within the series, by whether promtool finds something where it expects nothing. */
  function fires(alert: string, series: readonly Series[]): boolean {
    const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
    const times = ['4m', '10m', '14m', '22m'];
    const expected = times.map((eval_time) => ({ eval_time, alertname: alert, exp_alerts: [] }));
    const tests = [{ interval: '1m', input_series: series, alert_rule_test: expected }];
    const file = join(folder, 'test.json');
    writeFileSync(file, JSON.stringify({ rule_files: [alertsFile], evaluation_interval: '1m', tests }));
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    if (status !== 0 && !(stdout + stderr).includes(`alertname: ${alert}`)) throw new Error(stdout + stderr);
    return status !== 0;
  }

  it.each(alerts.map(({ alert }) => alert))('%s fires at its trouble, and not at ordinary traffic', (alert) => {
    const trouble = troubles[alert] ?? [];
    const series = trouble.map(([name, values]) => ({ series: withJob(name), values }));
    expect(fires(alert, series)).toBe(true);
    // The rejected token and the missing page are ordinary.
    expect(fires(alert, scraped())).toBe(false);
  });
});

function withJob(name: string): string {
  return name.endsWith('}') ? name.replace(/\}$/, ',job="mcp"}') : `${name}{job="mcp"}`;
}
