/** Tasks, a decision, mentions, dates and a phrase that carries an inline comment. */
export const meetingNotesMarker = '3b1f6d52-8c0e-4a9b-9e57-2d4c6f8a0b13';

const decision = `<ac:adf-extension><ac:adf-node type="decision-list"><ac:adf-attribute key="local-id">d0e1f2a3-0001</ac:adf-attribute><ac:adf-node type="decision-item"><ac:adf-attribute key="state">DECIDED</ac:adf-attribute><ac:adf-attribute key="local-id">d0e1f2a3-0002</ac:adf-attribute><ac:adf-content>We keep one ledger per region.</ac:adf-content></ac:adf-node></ac:adf-node><ac:adf-fallback><ul class="decision-list"><li class="decision-item"><p>We keep one ledger per region.</p></li></ul></ac:adf-fallback></ac:adf-extension>`;

const tasks = `<ac:task-list ac:task-list-id="e1f2a3b4-0001"><ac:task><ac:task-id>11</ac:task-id><ac:task-uuid>0f6b8d1a-3c5e-4f70-8192-a3b4c5d6e7f1</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body><span class="placeholder-inline-tasks"><ac:link><ri:user ri:account-id="712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22" /></ac:link> write the load test for the reserve step by <time datetime="2026-12-04" /></span></ac:task-body></ac:task><ac:task><ac:task-id>12</ac:task-id><ac:task-uuid>1a7c9e2b-4d6f-4081-92a3-b4c5d6e7f802</ac:task-uuid><ac:task-status>complete</ac:task-status><ac:task-body><span class="placeholder-inline-tasks">order the new certificates</span></ac:task-body></ac:task><ac:task><ac:task-id>13</ac:task-id><ac:task-uuid>2b8d0f3c-5e70-4192-a3b4-c5d6e7f80913</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body><span class="placeholder-inline-tasks"><ac:link><ri:user ri:account-id="5b10a2844c20165700ede21g" /></ac:link> translate the runbook</span></ac:task-body></ac:task></ac:task-list>`;

const notes = (migration: string) =>
  `<h2 local-id="c3e2f9a2-0001"><time datetime="2026-11-16" /> Weekly</h2><p local-id="c3e2f9a2-0002">Present: <ac:link><ri:user ri:account-id="712020:3f0f6a0e-8a3b-4c59-9d75-1f8f3a6f2b11" /></ac:link>, <ac:link><ri:user ri:account-id="712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22" /></ac:link> <ac:emoticon ac:name="blue-star" ac:emoji-shortname=":wave:" ac:emoji-id="1f44b" ac:emoji-fallback="👋" /></p><p local-id="c3e2f9a2-0003">The ${migration} starts next week and takes three evenings.</p>${decision}<h3 local-id="c3e2f9a2-0004">Actions</h3>${tasks}<ac:structured-macro ac:name="note" ac:schema-version="1" ac:macro-id="ad6b4c6d-8a1e-4ef1-9daf-4b3a2f1e0d14"><ac:rich-text-body><p local-id="c3e2f9a2-0005">Next meeting on <time datetime="2026-11-23" />.</p></ac:rich-text-body></ac:structured-macro>`;

/** The first version, and the present one with the marker of a comment. */
export const meetingNotes = {
  first: notes('database migration'),
  current: notes(
    `<ac:inline-comment-marker ac:ref="${meetingNotesMarker}">database migration</ac:inline-comment-marker>`,
  ),
};
