import type { User } from '../world/model.js';

/** The form that stands for Atlassian's login and consent: who are you, and may the application? */
export function consentPage(people: readonly User[], query: Readonly<Record<string, string>>): string {
  const kept = Object.entries(query).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const choices = people.map(
    ({ accountId, displayName }) =>
      `<p><button name="accountId" value="${escape(accountId)}">Accept as ${escape(displayName)}</button></p>`,
  );
  const scopes = (query['scope'] ?? '').split(' ').map((scope) => `<li><code>${escape(scope)}</code></li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sandbox sign-in</title>
<h1>Sandbox sign-in</h1>
<p>An application asks for access to the sandbox site with these scopes:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="/authorize">
${kept.join('\n')}
${choices.join('\n')}
<p><button name="denied" value="true">Cancel</button></p>
</form>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
