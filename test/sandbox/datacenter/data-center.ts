import { afterEach, beforeEach } from '@jest/globals';
import { startSandbox, type DataCenterOptions, type DataCenterSandbox } from '../../../src/sandbox/index.js';
import { callWith, type SandboxCaller } from '../../support/sandbox.js';

/** A fresh Data Center for every test of the surrounding block. */
export function useDataCenter(options: Omit<DataCenterOptions, 'flavor'> = {}): () => DataCenterSandbox {
  let sandbox: DataCenterSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ ...options, flavor: 'datacenter' });
  });
  afterEach(() => sandbox.close());
  return () => sandbox;
}

/** Calls it with the personal token of one of its people, or of the service account. Paths follow the context path. */
export function callAs({ url, credentials }: DataCenterSandbox, who = 'service'): SandboxCaller {
  const token = who === 'service' ? credentials.personalToken : `${who}-personal-token`;
  return callWith(url, `Bearer ${token}`);
}
