import { describe, expect, it } from '@jest/globals';
import { toTasks } from '../../../src/content/index.js';

const task = (id: string, status: string, body: string, rest = '') =>
  `<ac:task>${id === '' ? '' : `<ac:task-id>${id}</ac:task-id>`}<ac:task-status>${status}</ac:task-status><ac:task-body>${body}</ac:task-body>${rest}</ac:task>`;
const list = (...tasks: string[]) => `<ac:task-list>${tasks.join('')}</ac:task-list>`;
const mention = '<ac:link><ri:user ri:userkey="8a81" /></ac:link>';

describe('the tasks of a page', () => {
  it('come in order, nested ones and those in tables included, each with its own words', () => {
    const storage = [
      list(task('1', 'incomplete', 'Outer', list(task('2', 'complete', 'Inner')))),
      `<table><tbody><tr><td>${list(task('3', 'complete', 'In a cell'))}</td></tr></tbody></table>`,
    ].join('');
    expect(toTasks(storage).map(({ id, isDone, body }) => [id, isDone, body])).toEqual([
      ['1', false, 'Outer'],
      ['2', true, 'Inner'],
      ['3', true, 'In a cell'],
    ]);
  });

  it('are for the first person and the first day that they name', () => {
    const other = '<ac:link><ri:user ri:account-id="5b10" /></ac:link>';
    const body = `<span>${mention} with ${other} by <time datetime="2026-12-04" /> or <time datetime="2026-12-05" /></span>`;
    expect(toTasks(list(task('1', 'incomplete', body), task('2', 'incomplete', 'nobody')))).toMatchObject([
      { assignee: '8a81', dueDate: '2026-12-04' },
      { assignee: null, dueDate: null },
    ]);
  });

  it('keep a name by their words where they have no id, wherever they stand', () => {
    const [first, second] = toTasks(list(task('', 'incomplete', 'Call'), task('', 'incomplete', 'Write')));
    const [moved] = toTasks(list(task('', 'complete', 'Write')));
    expect(first?.id).toMatch(/^w[\da-f]{8}$/);
    expect(moved?.id).toBe(second?.id);
    expect(first?.id).not.toBe(second?.id);
  });

  it('are not what stands in code', () => {
    const code = `<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[${task('1', 'incomplete', 'x')}]]></ac:plain-text-body></ac:structured-macro>`;
    expect(toTasks(code)).toEqual([]);
    expect(() => toTasks('<ac:task>')).toThrow(expect.objectContaining({ code: 'UNCONVERTIBLE' }));
  });
});
