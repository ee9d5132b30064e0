/** Pages of a few paragraphs. */
const paragraph = (text: string) => `<p>${text}</p>`;

/** The homepage of a space: links by title, and a macro without a body. */
export const engineeringHome = `<p>Welcome to <strong>Engineering</strong>. Start with <ac:link><ri:page ri:content-title="Onboarding" /></ac:link>; when something burns, open the <ac:link><ri:page ri:content-title="Payments runbook" /></ac:link>.</p><ac:structured-macro ac:name="children" ac:schema-version="2" ac:macro-id="be7c5d7e-9b2f-4f02-8eb0-5c4b3a2f1e15"><ac:parameter ac:name="sort">title</ac:parameter></ac:structured-macro>`;

/** A numbered list, and a panel with code in it. */
export const onboarding = `<h1>Your first week</h1><ol start="1"><li><p>Ask for access to the <em>build</em> and <em>deploy</em> tools.</p></li><li><p>Read the <ac:link><ri:page ri:content-title="Checkout architecture" /></ac:link>.</p></li><li><p>Pair on one on-call shift.</p></li></ol><ac:structured-macro ac:name="tip" ac:schema-version="1" ac:macro-id="cf8d6e8f-0c3a-4013-9fc1-6d5c4b3a2f16"><ac:rich-text-body><p>Questions are welcome in <code>#eng-help</code>, at any hour.</p></ac:rich-text-body></ac:structured-macro>`;

/** A page of the same form for each month. */
export const releaseNotes = (month: string, items: string[]) =>
  `<h2>Released in ${month}</h2><ul>${items.map((item) => `<li><p>${item}</p></li>`).join('')}</ul><hr /><p>Questions: <a href="mailto:releases@sandbox.example">releases@sandbox.example</a></p>`;

/** A page that is there for the pages below it. */
export const incidentReviews = `<p>One child page per incident, without blame. The template asks five times why.</p>`;

/** For a page that only some may see. */
export const securityIncident = `<h2>Leaked build token</h2><p>A token appeared in a public build log for nine minutes and was revoked. Nobody used it.</p>`;

/** Japanese, without spaces between words, and a link with a text of its own. */
export const japaneseRunbook = `<h1>決済障害の対応手順</h1><p>決済サービスで障害が発生したときは、まずダッシュボードを確認してください。直近一時間以内のデプロイがあれば、<strong>ロールバック</strong>を優先します。</p><ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="d09e7f90-1d4b-4124-80d2-7e6d5c4b3a17"><ac:rich-text-body><p>英語版は<ac:link><ri:page ri:content-title="Payments runbook" /><ac:link-body>こちら</ac:link-body></ac:link>です。</p></ac:rich-text-body></ac:structured-macro><h2>連絡先</h2><p>担当：<ac:link><ri:user ri:account-id="5b10a2844c20165700ede21g" /></ac:link></p>`;

/** The body of a blog post, with a no-break space as an entity. */
export const launchPost = `<p>Checkout v2 went live this morning. Payments are <strong>40&nbsp;%</strong> faster at the 99th percentile. Thank you, everybody!</p>`;

/** The homepage of a space that everybody may read. */
export const peopleHome = paragraph('How we work together: time off, remote work and everything people ask us.');

/** Headings, and a panel with a colour of its own. */
export const timeOff = `<h2>Days</h2><p>Everybody has 30 days a year; five may move into the next one.</p><h2>How to ask</h2><p>Tell your lead, then enter the dates in the calendar at least two weeks ahead.</p><ac:structured-macro ac:name="panel" ac:schema-version="1" ac:macro-id="e1af80a1-2e5c-4235-91e3-8f7e6d5c4b18"><ac:parameter ac:name="bgColor">#deebff</ac:parameter><ac:rich-text-body><p>Sick leave needs no request.</p></ac:rich-text-body></ac:structured-macro>`;

/** Arabic, written from right to left, with Latin words and digits in it. */
export const remoteWorkArabic = `<h1>العمل عن بُعد</h1><p>يمكن لكل موظف العمل من المنزل حتى <strong>ثلاثة أيام</strong> في الأسبوع، بالاتفاق مع مدير الفريق (team lead).</p><ul><li><p>ساعات التواجد المشتركة: 10:00–15:00 UTC</p></li><li><p>المعدّات: حاسوب محمول وشاشة</p></li></ul>`;

/** The homepage of a space that is closed to most. */
export const financeHome = paragraph('Closed to everybody outside of the finance group.');

/** For a space that is closed to most: nothing of it may be found by others. */
export const acquisitionPlans = `<p>Project <em>Bluebird</em>: a letter of intent is due in the first quarter. Do not forward.</p>`;

/** For a page that is in the trash. */
export const oldChecklist = `<p>Deploy from the shared machine. <s>Ask Bernd first.</s></p>`;

/** For a page that was never published. */
export const unfinishedDraft = paragraph('Notes towards an on-call policy. Not ready to be read.');
