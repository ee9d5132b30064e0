/** Reads what stands behind the opening of a fence: `python title="run.py" {#id}`. */
export function fenceInfo(info: string): { language: string; title: string; id: string | null } {
  const title = /(?:^|\s)title=(?:"([^"]*)"|(\S+))/.exec(info);
  const id = /(?:^|\s)\{#([\w-]+)\}/.exec(info);
  const language = /^(?!title=|\{)\S+/.exec(info)?.[0] ?? '';
  return {
    language,
    title: (title?.[1] ?? title?.[2] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    id: id?.[1] ?? null,
  };
}
