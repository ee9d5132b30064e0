/** Storage in short, for cases. */
export const mention = (id = 'u-77') => `<ac:link><ri:user ri:account-id="${id}" /></ac:link>`;
export const date = (day: string) => `<time datetime="${day}" />`;
export const red = (text: string) => `<span style="color: rgb(222,53,11);">${text}</span>`;
export const blue = (text: string) => `<span style="color: rgb(7,71,166);">${text}</span>`;
export const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;

export function macro(name: string, id: string, inner = ''): string {
  return `<ac:structured-macro ac:name="${name}" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
}

export function status(title: string, colour: string, id = 'st-1'): string {
  return macro('status', id, parameter('title', title) + parameter('colour', colour));
}

export function code(text: string, id = 'c0de0001', language = ''): string {
  const parameters = language === '' ? '' : parameter('language', language);
  return macro('code', id, `${parameters}<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`);
}

export function panel(name: string, id: string, body: string, parameters = ''): string {
  return macro(name, id, `${parameters}<ac:rich-text-body>${body}</ac:rich-text-body>`);
}

/** A table of text cells; the cells of the first row are headers. */
export function table(...rows: readonly (readonly string[])[]): string {
  return grid(
    ...rows.map((cells, i) => cells.map((cell) => (i === 0 ? `<th>${cell}</th>` : `<td>${cell}</td>`)).join('')),
  );
}

/** A table of rows given as their cells' storage. */
export function grid(...rows: readonly string[]): string {
  return `<table><tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`;
}

export function task(id: number, text: string, done = false): string {
  const state = done ? 'complete' : 'incomplete';
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${state}</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`;
}

export const tasks = (...items: readonly string[]) => `<ac:task-list>${items.join('')}</ac:task-list>`;
export const bullets = (...items: readonly string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

export function section(type: string, ...cells: readonly string[]): string {
  return `<ac:layout-section ac:type="${type}">${cells.map((cell) => `<ac:layout-cell>${cell}</ac:layout-cell>`).join('')}</ac:layout-section>`;
}

export const layout = (...sections: readonly string[]) => `<ac:layout>${sections.join('')}</ac:layout>`;

export function pageLink(title: string, body = '', attributes = ''): string {
  return `<ac:link${attributes}><ri:page ri:content-title="${title}" />${body === '' ? '' : `<ac:link-body>${body}</ac:link-body>`}</ac:link>`;
}
