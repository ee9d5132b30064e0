import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { openMetrics } from '../../src/observability/index.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../deploy/monitoring/${name}`, import.meta.url), 'utf8');

/** As Grafana's own model of a dashboard has these parts: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const target = z.strictObject({ refId: z.string().regex(/^[A-Z]$/), expr: z.string(), legendFormat: z.string() });
const panel = z.strictObject({
  id: z.int(),
  title: z.string().min(1),
  type: z.literal('timeseries'),
  datasource: z.strictObject({ type: z.literal('prometheus'), uid: z.string() }),
  gridPos: z.strictObject({ h: z.int(), w: z.int().max(24), x: z.int().max(23), y: z.int() }),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) }),
  targets: z.array(target).min(1),
});
const dashboard = z.object({
  title: z.string(),
  uid: z.string().max(40),
  schemaVersion: z.int().min(36),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel).min(1),
});

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

/** What a process shows once everything has been counted: series names, and the labels of each. */
const series = new Map<string, Set<string>>();
let rendered = '';
beforeAll(async () => {
  const metrics = openMetrics('1.0.0');
  const { meter } = metrics;
  const audit = metrics.counting({ authentication: () => undefined, toolCall: () => undefined });
  const call = { principal: 'p', mode: 'jwt', tool: 'hello', effect: 'read', page_id: null, space_key: null };
  audit.toolCall({ ...call, dry_run: false, outcome: 'ok', duration_ms: 1, request_id: 'r' });
  audit.authentication({ outcome: 'accepted', mode: 'jwt', principal: 'p', reason: null, request_id: 'r' });
  meter.mcpRequest('ping', 200);
  meter.confluenceRequest('GET', 200);
  meter.conversion('toMarkdown', 0.1);
  meter.cacheRequest('claims', 'hit');
  meter.login('accepted');
  rendered = await metrics.render();
  for (const [, name = '', labels = ''] of rendered.matchAll(/^(\w+)(?:\{([^}]*)\})? /gm)) {
    const known = series.get(name) ?? new Set<string>();
    for (const [, label = ''] of labels.matchAll(/(\w+)=/g)) known.add(label);
    series.set(name, known);
  }
});

/** Labels that Prometheus adds by itself. */
const added = new Set(['job', 'instance', 'le']);

/** Everything in an expression that no process shows. */
function unknownIn(expr: string): string[] {
  const words = 'sum|max|rate|increase|by|histogram_quantile|max_over_time|and|or|on';
  const bare = expr
    .replace(/\[[^\]]*\]/g, '')
    .replace(/by \([^)]*\)/g, '')
    .replace(/\{[^}]*\}/g, '');
  const names = (bare.match(/[a-z_]\w*/g) ?? []).filter((name) => !new RegExp(`^(?:${words})$`).test(name));
  const labels = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const matchers = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/(\w+)\s*(?:!=|=~|!~|=)/g)].map(([, label = '']) => label),
  );
  const known = new Set([...added, ...names.flatMap((name) => [...(series.get(name) ?? [])])]);
  return [
    ...names.filter((name) => !series.has(name)),
    ...[...labels, ...matchers].filter((label) => !known.has(label)),
  ];
}

const isBalanced = (expr: string): boolean =>
  [
    ['(', ')'],
    ['{', '}'],
    ['[', ']'],
  ].every(([a = '', b = '']) => expr.split(a).length === expr.split(b).length);

describe('the dashboard', () => {
  const { panels } = dashboard.parse(JSON.parse(read('dashboard.json')));

  it.each(panels.map((one) => [one.title, one] as const))('%s asks for what there is', (_title, { targets }) => {
    expect(targets.flatMap(({ expr }) => unknownIn(expr))).toEqual([]);
    expect(targets.every(({ expr }) => isBalanced(expr))).toBe(true);
  });

  it('has no panel over another', () => {
    const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) =>
      Array.from({ length: h * w }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('the alerts', () => {
  const alerts = rules.parse(parse(read('alerts.yaml'))).groups.flatMap((group) => group.rules);

  it.each(alerts.map((one) => [one.alert, one.expr] as const))('%s asks for what there is', (_alert, expr) => {
    expect(unknownIn(expr)).toEqual([]);
    expect(isBalanced(expr)).toBe(true);
  });
});

/** Prometheus' own tool, of the package `prometheus`: another reader of the same files and formats. */
const promtool = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, said: stdout + stderr };
};
const hasPromtool = promtool(['--version']).status === 0;
const described = hasPromtool ? describe : describe.skip;

described('promtool (NOT TESTED where it is not on the PATH)', () => {
  it('takes the alerts', () => {
    const file = fileURLToPath(new URL('../../deploy/monitoring/alerts.yaml', import.meta.url));
    expect(promtool(['check', 'rules', file])).toMatchObject({ status: 0 });
  });

  it('takes what a process shows, and finds no fault in names and help', () => {
    expect(rendered).toMatch(/^nodejs_active_handles\{/m);
    expect(promtool(['check', 'metrics'], rendered)).toEqual({ status: 0, said: '' });
    expect(promtool(['check', 'metrics'], 'a{ 1').said).not.toBe('');
  });

  it('can read each question of the dashboard', () => {
    const { panels } = dashboard.parse(JSON.parse(read('dashboard.json')));
    const questions = panels.flatMap(({ targets }) =>
      targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')),
    );
    const records = questions.map((expr, at) => ({ record: `panel:question:${at}`, expr }));
    const { status, said } = checkRules({ groups: [{ name: 'panels', rules: records }] });
    expect([status, said]).toEqual([0, expect.stringContaining(`${questions.length} rules found`)]);
    expect(checkRules({ groups: [{ name: 'x', rules: [{ record: 'a', expr: 'sum(' }] }] }).status).not.toBe(0);
  });

  function checkRules(rules: object) {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
    const checked = promtool(['check', 'rules', join(folder, 'rules.json')]);
    rmSync(folder, { recursive: true });
    return checked;
  }
});
