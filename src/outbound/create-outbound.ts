import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import { AppError } from '../errors.js';

export interface OutboundOptions {
  /** A PEM bundle that is trusted beside Node's own roots. */
  caFile?: string | undefined;
}

/** The agents that every HTTP client of the process shares. */
export interface Outbound {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  /** Closes idle and busy connections. */
  close(): void;
}

/** Idle connections are dropped well before common load balancers do it, so that a write seldom meets a dead one. */
const idleTimeoutMs = 15_000;

const agentOptions: http.AgentOptions = {
  keepAlive: true,
  maxSockets: 256,
  maxFreeSockets: 64,
  scheduling: 'lifo',
  timeout: idleTimeoutMs,
};

/** Makes the agents once at start. An unreadable or empty CA bundle is INVALID_INPUT. */
export function createOutbound({ caFile }: OutboundOptions = {}): Outbound {
  const trust = caFile === undefined ? {} : { ca: [...rootCertificates, ...readBundle(caFile)] };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent({ ...agentOptions, ...trust });
  return {
    httpAgent,
    httpsAgent,
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Node takes a bundle with broken certificates in silence and trusts less than was meant: each is parsed here. */
function readBundle(caFile: string): string[] {
  try {
    const found = readFileSync(caFile, 'utf8').match(certificates);
    if (found === null) throw new Error('no certificate in the file');
    return found.map((pem) => new X509Certificate(pem).toString());
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `The CA bundle ${caFile} cannot be used.`, {
      hint: 'Give a readable file with one or more PEM certificates.',
      cause,
    });
  }
}
