/** Attributes that only Cloud's editor writes. */
const cloudAttributes =
  / (?:ac:local-id|local-id|data-layout|data-table-width|data-card-appearance|ac:breakout-mode|ac:breakout-width|ac:original-height|ac:original-width|ac:custom-width|ac:layout|ri:version-at-save|ac:emoji-[a-z]+|ac:task-list-id)="[^"]*"/g;

/** Storage of Cloud's editor as Data Center's would have written it: user keys, no local ids, no nodes of the new editor. */
export function toDataCenterStorage(storage: string, keyOf: (accountId: string) => string): string {
  return storage
    .replace(/<ac:adf-extension>[\s\S]*?<ac:adf-fallback>([\s\S]*?)<\/ac:adf-fallback><\/ac:adf-extension>/g, '$1')
    .replace(/<ac:task-uuid>[^<]*<\/ac:task-uuid>/g, '')
    .replace(/<ac:caption>[\s\S]*?<\/ac:caption>/g, '')
    .replace(cloudAttributes, '')
    .replace(/ data-highlight-colour="[^"]*"/g, ' class="highlight-green" data-highlight-colour="green"')
    .replace(/ac:type="fixed-width"/g, 'ac:type="single"')
    .replace(/ac:name="blue-star"/g, 'ac:name="smile"')
    .replace(/ri:account-id="([^"]*)"/g, (_whole, id: string) => `ri:userkey="${keyOf(id)}"`);
}
