import { describe, expect, it } from '@jest/globals';
import { catalogue, type Tool } from '../../../src/mcp/index.js';
import {
  admitWrite,
  createSpacePolicy,
  policed,
  policedClient,
  type SpacePolicy,
} from '../../../src/mcp/space-policy/index.js';
import { caught } from '../../contract/caught.js';
import { cornerRules, corners } from '../../support/three-spaces.js';
import { usePolicyFixture } from './fixture.js';

const fixture = usePolicyFixture();
const policy = createSpacePolicy(cornerRules) as SpacePolicy;
const tool = (name: string): Tool => catalogue.find((one) => one.name === name) as Tool;

describe('admitting a write by its arguments', () => {
  it('leaves tools that read alone', async () => {
    const targets = tool('confluence_get_page').writes({ page_id: corners.hidden.page });
    await admitWrite(targets, fixture().under());
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('asks for the space of everything that is named, a list included', async () => {
    const targets = { page: [corners.open.page, corners.hidden.page] };
    const error = await caught(admitWrite(targets, fixture().under()));
    expect(error.code).toBe('NOT_FOUND');
  });

  it('has nothing to say without a policy', async () => {
    await admitWrite({ page: corners.hidden.page }, fixture().confluence);
    expect(fixture().sandbox.requests).toEqual([]);
  });

  const gets = (part: string) =>
    fixture().sandbox.requests.filter(({ method, path }) => method === 'GET' && path.includes(part));

  it('looks things up once for the tool as well', async () => {
    const port = fixture().under();
    const { page, comment, attachment } = corners.open;
    await admitWrite({ page, comment, attachment }, port);
    expect((await port.pages.summary(page)).id).toBe(page);
    expect((await port.comments.get(comment)).id).toBe(comment);
    expect((await port.attachments.get(attachment)).id).toBe(attachment);
    await port.pages.delete(page, { purge: false });
    expect(gets('/pages/')).toHaveLength(1);
    expect(gets('-comments/')).toHaveLength(1);
    expect(gets('/attachments/')).toHaveLength(1);
  });

  it('looks anew at what was written since', async () => {
    const port = fixture().under();
    const { page } = corners.open;
    await admitWrite({ page }, port);
    const title = 'Quite another title';
    await port.pages.update(page, { type: 'page', title, body: '', status: 'current', expectedVersion: 2 });
    expect((await port.pages.summary(page)).title).toBe(title);
    await admitWrite({ comment: corners.open.comment }, port);
    await port.comments.update(corners.open.comment, '<p>new</p>');
    expect((await port.comments.get(corners.open.comment)).body).toBe('<p>new</p>');
  });

  it('finds no task where Confluence has none', async () => {
    const { tasks: _none, ...less } = fixture().confluence;
    const error = await caught(admitWrite({ task: '1' }, policed(less, policy)));
    expect(error.code).toBe('NOT_FOUND');
  });
});

describe('a client under a policy', () => {
  it('hands out what the client does without one', () => {
    expect(policedClient(fixture().confluenceClient, undefined).forCall({})).not.toHaveProperty('spaceGuard');
  });

  it('hands out nothing but policed ports, each with its own memory', () => {
    const confluenceClient = policedClient(fixture().confluenceClient, policy);
    const [one, two] = [confluenceClient.forCall({}), confluenceClient.forCall({})];
    expect(one).toHaveProperty('spaceGuard');
    expect(one).not.toBe(two);
    expect(confluenceClient.deployment).toBe('cloud');
  });
});
