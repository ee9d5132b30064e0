/** The pages that everyday tasks are done on, as the new editor stores them. */
const user = (accountId: string) => `<ac:link><ri:user ri:account-id="${accountId}" /></ac:link>`;
const amina = user('712020:3f0f6a0e-8a3b-4c59-9d75-1f8f3a6f2b11');
const jonas = user('712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22');

const row = (tag: string, cells: readonly string[]) =>
  `<tr>${cells.map((cell) => `<${tag}><p>${cell}</p></${tag}>`).join('')}</tr>`;

const limits = (memory: string) =>
  `<p local-id="e1000000-0001">The ledger keeps every booking. Ask ${jonas} before you change it.</p><h2 local-id="e1000000-0002">Limits</h2><table data-layout="default" data-table-width="760" ac:local-id="e1000000-0003"><tbody>${row('th', ['Limit', 'Value'])}${row('td', ['Memory', memory])}${row('td', ['Open bookings', '40 000'])}</tbody></table><h2 local-id="e1000000-0004">Restart</h2><ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="e1000000-0000-4000-8000-000000000005"><ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[ledgerctl drain && ledgerctl restart]]></ac:plain-text-body></ac:structured-macro>`;

/** A page whose first version has another limit in its table than its present one. */
export const ledgerRunbook = { first: limits('2 GB'), current: limits('6 GB') };

const subjects =
  'Billing,Search,Mobile,Reports,Exports,Imports,Login,Profiles,Alerts,Backups,Vouchers,Invoices,Refunds,Catalogue,Prices,Stock,Parcels,Returns,Reviews,Newsletters';

/** Twenty pages of finished work, to be put away by the dozen. */
export const archivedPages = subjects.split(',').map((subject) => ({
  title: `${subject} 2024`,
  storage: `<h2>${subject}</h2><p>Finished in 2024. What is left of it is in the backlog.</p>`,
}));

/** A page and the pages below it. */
export const newcomerPages = {
  home: `<p>Everything for the first weeks. Questions go to ${amina}.</p>`,
  firstDay: '<ol start="1"><li><p>Fetch your laptop.</p></li><li><p>Meet the team at ten.</p></li></ol>',
  access: '<p>Ask for the build tools, the wiki and the VPN.</p>',
  vpn: '<p>Install the client, then use your badge number.</p>',
};

/** The `ac:ref` of the inline comment in `planningMinutes`. */
export const planningMinutesMarker = '7c2f9d10-4b1e-4c60-8f43-0a1b2c3d4e5f';

/** Action items that are plain list items, and a phrase that somebody has commented on. */
export const planningMinutes = `<h2 local-id="e2000000-0001"><time datetime="2026-11-17" /> Planning</h2><p local-id="e2000000-0002">The <ac:inline-comment-marker ac:ref="${planningMinutesMarker}">code freeze</ac:inline-comment-marker> begins on 14 December.</p><h3 local-id="e2000000-0003">Action items</h3><ul local-id="e2000000-0004"><li><p>Amina orders the load generators by 4 December.</p></li><li><p>Jonas writes the rollback plan by 11 December.</p></li><li><p>田中 由紀 asks the vendor for a window.</p></li></ul>`;

/** An image with a caption and a width, which an edit beside it must keep. */
export const reserveDiagram = `<h2 local-id="e3000000-0001">Flow</h2><ac:image ac:align="center" ac:layout="center" ac:alt="Reserve flow" ac:width="420"><ri:attachment ri:filename="reserve-flow.png" ri:version-at-save="1" /><ac:caption><p>Reserve step, as of June</p></ac:caption></ac:image><p local-id="e3000000-0002">Stock is reserved for ten minutes.</p>`;
