import { randomBytes } from 'node:crypto';
import type { Logger } from '../../observability/index.js';
import { AuthError } from '../auth-error.js';

/** What asks our own front end; `globalThis.fetch` fits. */
export type ProbeFetch = (url: string, options: ProbeRequest) => Promise<{ readonly status: number }>;

interface ProbeRequest {
  readonly method: 'GET';
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

/** Which front end is asked, and how long its answer holds. */
export interface IamProbeOptions {
  /** Public origin of this service. */
  readonly baseUrl: string;
  readonly fetch?: ProbeFetch | undefined;
  /** The operator says that IAM is on, which counts when the front end cannot be asked. */
  readonly confirmed: boolean;
  readonly log: Logger;
  /** How long an answer holds (60000). */
  readonly intervalMs?: number | undefined;
  /** How long the front end may take (5000). */
  readonly timeoutMs?: number | undefined;
}

/** Whether Cloud Run's IAM check stands in front of this process. */
export interface IamProbe {
  /** Asks, unless the last answer is fresh. For the start; never throws. */
  check(): Promise<void>;
  /**
   * Throws AuthError (503) unless the check is on, or the operator vouches for what could not be found out. An answer
   * that was not to be had before this call is asked for again.
   */
  requireOn(): Promise<void>;
  /** Our own /health was asked with this nonce. */
  saw(nonce: string): void;
}

type Verdict = 'on' | 'off' | 'unknown';

interface Latest {
  readonly verdict: Promise<Verdict>;
  readonly askedAtMs: number;
  holdsMs: number;
}

/**
 * Asks our own public address for /health without a token. IAM refuses that (401 or 403) before it comes to us: when
 * it does come through, to this process or to another replica, anybody can write the headers that name callers.
 */
export function createIamProbe(options: IamProbeOptions): IamProbe {
  const { confirmed, log, intervalMs = 60_000 } = options;
  const pending = new Map<string, () => void>();
  let latest: Latest | undefined;
  let logged: Verdict | undefined;

  async function ask(isStart: boolean): Promise<Verdict> {
    const nonce = randomBytes(16).toString('base64url');
    let seen = false;
    pending.set(nonce, () => void (seen = true));
    const answer = await askFrontEnd(options, nonce);
    pending.delete(nonce);
    const verdict = seen ? 'off' : answer;
    if (verdict !== logged && !(isStart && verdict === 'unknown')) {
      logVerdict(verdict, confirmed, log);
      logged = verdict;
    }
    return verdict;
  }

  async function current(isStart = false): Promise<Verdict> {
    if (latest === undefined || performance.now() >= latest.askedAtMs + latest.holdsMs) {
      const asked: Latest = { verdict: ask(isStart), askedAtMs: performance.now(), holdsMs: intervalMs };
      latest = asked;
      // What could not be found out is no answer: before the first request there may have been no CPU time for one.
      if ((await asked.verdict) === 'unknown') asked.holdsMs = 0;
    }
    return latest.verdict;
  }

  return {
    check: async () => void (await current(true)),
    saw: (nonce) => pending.get(nonce)?.(),
    async requireOn() {
      const earlier = latest;
      const asked = current();
      const isOlder = earlier !== undefined && latest === earlier;
      let verdict = await asked;
      if (verdict === 'unknown' && isOlder) verdict = await current();
      if (verdict === 'off') throw new AuthError('iam_is_off');
      if (verdict === 'unknown' && !confirmed) throw new AuthError('iam_is_unknown');
    },
  };
}

async function askFrontEnd({ baseUrl, fetch = globalThis.fetch, timeoutMs = 5_000 }: IamProbeOptions, nonce: string) {
  try {
    const { status } = await fetch(`${baseUrl}/health?probe=${nonce}`, {
      method: 'GET',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'cache-control': 'no-cache' },
    });
    if (status === 401 || status === 403) return 'on';
    return status >= 200 && status < 300 ? 'off' : 'unknown';
  } catch {
    return 'unknown';
  }
}

function logVerdict(verdict: Verdict, confirmed: boolean, log: Logger): void {
  const fields = { event: 'cloud_run_iam', iam: verdict };
  if (verdict === 'on') log.info(fields, "Cloud Run's IAM check is on.");
  else if (verdict === 'off') {
    log.fatal(fields, "Cloud Run's IAM check is off: cloud-run-iam refuses everybody. Require authentication again.");
  } else if (confirmed) {
    log.warn(fields, 'Whether IAM is on could not be found out; CLOUD_RUN_IAM_CONFIRMED vouches for it.');
  } else {
    log.error(fields, 'Whether IAM is on could not be found out: cloud-run-iam refuses everybody. Check BASE_URL.');
  }
}
