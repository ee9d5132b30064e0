/** Where a record of ours is kept. The sealed store hashes names, because ids of codes and refresh tokens are secrets. */
export function stateKey(kind: string, id: string): string {
  return `oauth:${kind}:${id}`;
}
