/** Storage of macros, as short as tests want it. */
export function macro(name: string, id: string, inner = ''): string {
  return `<ac:structured-macro ac:name="${name}" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
}

export function panel(id: string, inner: string): string {
  return macro(
    'info',
    id,
    `<ac:parameter ac:name="icon">false</ac:parameter><ac:rich-text-body>${inner}</ac:rich-text-body>`,
  );
}

/** Words with an inline comment on them. */
export function marker(text: string): string {
  return `<ac:inline-comment-marker ac:ref="r-1">${text}</ac:inline-comment-marker>`;
}
