import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from '@jest/globals';
import { describeSettings, renderEnvExample, renderSettingsTable } from '../../src/config/index.js';
import { configWith } from '../support/settings.js';

describe('describeSettings', () => {
  it('explains every setting once', () => {
    const names = describeSettings().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, meaning } of describeSettings()) {
      expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(meaning).toMatch(/^[^\n]{10,200}\.$/);
    }
  });

  it('never gives one variable to two settings', () => {
    const variables = describeSettings().flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('tells the facts of a secret', () => {
    expect(describeSettings().find(({ name }) => name === 'CONFLUENCE_PERSONAL_TOKEN')).toMatchObject({
      group: 'Confluence',
      secret: true,
      fromFile: true,
      aliases: ['CONFLUENCE_PAT'],
      defaultIsValue: false,
    });
  });
});

describe('renderEnvExample', () => {
  it('is what .env.example holds', () => {
    const path = new URL('../../.env.example', import.meta.url);
    if (process.env['UPDATE_DOCS']) writeFileSync(path, renderEnvExample());
    expect(readFileSync(path, 'utf8')).toBe(renderEnvExample());
  });

  it('sets nothing until a line is uncommented, and shows defaults that load', () => {
    const text = renderEnvExample();
    expect(parse(text)).toEqual({});
    const shown = parse(text.replace(/^#([A-Z_]+=)/gm, '$1'));
    const defaults = describeSettings().filter(({ defaultIsValue }) => defaultIsValue);
    for (const setting of defaults) expect(shown[setting.name]).toBe(setting.default);
    const given = Object.fromEntries(defaults.map((setting) => [setting.name, setting.default]));
    expect(configWith({ ...given, HOST: '127.0.0.1' })).toEqual(configWith());
  });
});

describe('renderSettingsTable', () => {
  it('has a row of four cells for every setting', () => {
    const [head, rule, ...rows] = renderSettingsTable().split('\n');
    expect(head).toBe('| variable | default | meaning | also read |');
    expect(rule).toBe('|---|---|---|---|');
    expect(rows).toHaveLength(describeSettings().length);
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(rows).toContainEqual('| `PORT` | `8080` | Port to listen on. | `MCP_SERVER_PORT` |');
    expect(rows.join('\n')).toContain('`CONFLUENCE_API_TOKEN_FILE`');
  });
});
