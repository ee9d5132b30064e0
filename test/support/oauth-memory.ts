/** What an application remembers between the two halves of a login, for the clients of both SDKs. */
export class OauthMemory {
  client: { client_id: string } | undefined;
  saved: { access_token: string; token_type: string; refresh_token?: string } | undefined;
  verifier = '';
  discovery: unknown;
  /** Where the person is sent. */
  url: URL | undefined;
  readonly clientMetadata: { client_name: string; redirect_uris: string[] };

  constructor(readonly redirectUrl: string) {
    this.clientMetadata = { client_name: 'SDK client', redirect_uris: [redirectUrl] };
  }

  state = (): string => 'sdk-state';
  clientInformation = () => this.client;
  saveClientInformation = (client: { client_id: string; issuer?: string }): void => void (this.client = client);
  tokens = () => this.saved;
  saveTokens = (tokens: { access_token: string; token_type: string; refresh_token?: string; issuer?: string }): void =>
    void (this.saved = tokens);
  redirectToAuthorization = (url: URL): void => void (this.url = url);
  saveCodeVerifier = (verifier: string): void => void (this.verifier = verifier);
  codeVerifier = (): string => this.verifier;
  saveDiscoveryState = (state: unknown): void => void (this.discovery = state);
  discoveryState = () => this.discovery;
  invalidateCredentials = (what: string): void => {
    if (what === 'all' || what === 'client') this.client = undefined;
    if (what === 'all' || what === 'tokens') this.saved = undefined;
  };
}
