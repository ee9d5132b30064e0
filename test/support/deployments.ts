import { personalTokenSuffix, tokenSuffix, type Sandbox } from '../../src/sandbox/index.js';

export const deployments = ['cloud', 'datacenter'] as const;
export type Deployment = (typeof deployments)[number];

/** The settings of a service in front of a sandbox, as its own account or as one of the people of the seed. */
export function settingsOf(sandbox: Sandbox<unknown>, deployment: Deployment, person?: string): Record<string, string> {
  const { credentials, url } = sandbox as Sandbox;
  const common = { CONFLUENCE_URL: url, CONFLUENCE_DEPLOYMENT: deployment };
  if (deployment === 'datacenter') {
    const { personalToken } = sandbox.credentials as { personalToken: string };
    const token = person === undefined ? personalToken : `${person}${personalTokenSuffix}`;
    return { ...common, CONFLUENCE_PERSONAL_TOKEN: token };
  }
  const { username, apiToken } =
    person === undefined ? credentials : { username: `${person}@sandbox.example`, apiToken: `${person}${tokenSuffix}` };
  return { ...common, CONFLUENCE_USERNAME: username, CONFLUENCE_API_TOKEN: apiToken };
}
