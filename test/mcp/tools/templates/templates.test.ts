import { beforeEach, describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const place = { space_key: 'ENG', title: 'Review', template_id: ids.incidentTemplate };
const variables = { service: 'Payments & <co>', impact: 'None.\nReally.' };
const create = (args: Record<string, unknown> = {}) =>
  fixture().data('confluence_create_page_from_template', { ...place, variables, ...args });
const createText = (args: Record<string, unknown>) =>
  fixture().text('confluence_create_page_from_template', { ...place, ...args });

describe('confluence_list_templates', () => {
  it('lists the templates of the site, or of one space', async () => {
    expect(await fixture().data('confluence_list_templates', {})).toEqual({
      templates: [
        { id: ids.meetingTemplate, name: 'Meeting notes', space_key: null, description: 'Agenda, notes and actions' },
      ],
    });
    expect(await fixture().text('confluence_list_templates', { space_key: 'ENG' })).toContain(
      `- Incident review (id ${ids.incidentTemplate}, space ENG): Five times why`,
    );
    expect(await fixture().text('confluence_list_templates', { space_key: 'HR' })).toBe(
      'No templates with this space_key.',
    );
  });
});

describe('confluence_get_template', () => {
  it('shows the text with its variables, and names them', async () => {
    const template = await fixture().data('confluence_get_template', { template_id: ids.incidentTemplate });
    expect(template).toMatchObject({ id: ids.incidentTemplate, space_key: 'ENG', variables: ['service', 'impact'] });
    expect(template.content).toMatch(/^## Incident in \{service\}\n\n\{impact\}\n\n## Why/);
    expect(await fixture().text('confluence_get_template', { template_id: ids.incidentTemplate })).toContain(
      'Template: Incident review\nFive times why\nVariables: service, impact\n\n## Incident',
    );
  });
});

describe('a template with a list and with instructions', () => {
  // The storage format is that of Atlassian's page "Confluence Storage Format": neither was to be seen before a page was made.
  const declared =
    '<at:declarations><at:list at:name="fruit"><at:option at:value="Apples &amp; more" /><at:option at:value="Pears" /></at:list></at:declarations>';
  beforeEach(() => {
    fixture().sandbox.world.templates.set('777', {
      ...{ id: '777', name: 'Fruit', description: '', spaceId: null, labels: [] },
      storage: `${declared}<p>Buy <at:var at:name="fruit" /> <ac:placeholder ac:type="mention">name &lt;who&gt; pays</ac:placeholder></p>`,
    });
  });

  it('shows both', async () => {
    const text = await fixture().text('confluence_get_template', { template_id: '777' });
    expect(text).toContain('Variables: fruit\nOptions of fruit: "Apples & more", "Pears"\n');
    expect(text).toMatch(/Buy \{fruit\} \*\(Instruction: name \\?<who> pays\)\*/);
    const data = await fixture().data('confluence_get_template', { template_id: '777' });
    expect(data).toMatchObject({ options: [{ name: 'fruit', values: ['Apples & more', 'Pears'] }] });
  });

  it.each([
    ['Pears', undefined],
    ['', undefined],
    ['Plums', ['"Plums" is not one of the options of "fruit": "Apples & more", "Pears".']],
  ])('is filled in with %j, and warns of what is no option', async (value, warnings) => {
    const made = await create({ template_id: '777', title: 'Shopping', variables: { fruit: value } });
    expect(made.warnings).toEqual(warnings);
    expect(fixture().storage(made.id)).toContain('<ac:placeholder ac:type="mention">');
  });
});

describe('confluence_create_page_from_template', () => {
  it('fills the variables in as text and creates the page', async () => {
    const result = await create({ parent_id: ids.incidentReviews });
    expect(result).toMatchObject({ title: 'Review', version: 1, changed: true, dry_run: false });
    expect(fixture().sandbox.world.page(result.id).parentId).toBe(ids.incidentReviews);
    expect(fixture().storage(result.id)).toBe(
      '<h2>Incident in Payments &amp; &lt;co&gt;</h2><p>None.<br />Really.</p><h2>Why</h2><ol><li><p /></li></ol>',
    );
    expect(fixture().progress).toEqual(['Template filled in', 'Page created']);
  });

  // Gemini refuses maps, so a list is what the schema asks for; a map is what other clients have sent.
  it.each([
    ['a list of names and values', Object.entries(variables).map(([name, value]) => ({ name, value }))],
    ['the JSON of a map', JSON.stringify(variables)],
  ])('takes %s', async (_what, sent) => {
    const { id } = await create({ variables: sent });
    expect(fixture().storage(id)).toContain('<h2>Incident in Payments &amp; &lt;co&gt;</h2><p>None.<br />Really.</p>');
  });

  it('refuses two values for one variable', async () => {
    const text = await createText({ variables: ['a', 'b'].map((value) => ({ name: 'service', value })) });
    expect(text).toMatch(/^INVALID_INPUT: variables: more than one value for "service"/);
  });

  it('tells of Markdown in a variable, which stands as text', async () => {
    const result = await create({ variables: { service: 'Payments', impact: '- **none**\n- or little' } });
    expect(result.warnings).toEqual([expect.stringContaining('the markup in "impact" was kept as text')]);
    expect(fixture().storage(result.id)).toContain('<p>- **none**<br />- or little</p>');
    expect((await create({ title: 'Review 2' })).warnings).toBeUndefined();
  });

  it('previews without writing', async () => {
    const result = await create({ dry_run: true });
    expect(result).toMatchObject({ id: null, title: 'Review', changed: true, dry_run: true });
    expect(result.diff).toContain('Incident in Payments');
    expect(fixture().writes()).toEqual([]);
  });

  it.each([true, false])(
    'names the variables that are missing and those that are not there, dry_run %j',
    async (dry_run) => {
      const text = await createText({ variables: { service: 'x', severity: 'y' }, dry_run });
      expect(text).toMatch(
        /^INVALID_INPUT: variables: missing "impact"; not in this template: "severity"\. It has "service", "impact";/,
      );
      expect(await createText({ dry_run })).toContain('missing "service", "impact"');
      expect(fixture().writes()).toEqual([]);
    },
  );

  it('takes no variable for a prototype', async () => {
    expect(await createText({ variables: { ...variables, constructor: 'x' } })).toContain(
      'not in this template: "constructor"',
    );
  });

  it('refuses variables for a template that has none, and a title that is taken', async () => {
    const template = fixture().sandbox.world.templates.get(ids.meetingTemplate);
    if (template !== undefined) template.storage = '<p>Fixed</p>';
    const args = { template_id: ids.meetingTemplate, variables: { a: 'b' } };
    expect(await createText(args)).toContain('This template has no variables.');
    expect(await createText({ title: 'Onboarding', variables })).toMatch(/^INVALID_INPUT: /);
    expect(await createText({ title: 'Onboarding', variables, dry_run: true })).toMatch(/^INVALID_INPUT: title: /);
  });
});
