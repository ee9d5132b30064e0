/**
 * The write policy that docs/write-policy.md recommends, for a caller who works in these spaces. What it lets through of the attacks, and
 * that everyday work still gets done under it, is measured with this very object.
 */
export function recommendedPolicy(spaces: readonly string[]): object {
  return {
    default: { spaces, link_hosts: ['docs.example.com'], writes_per_hour: 1_000, confirm: { delete: 'person' } },
  };
}
