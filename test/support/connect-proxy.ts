/** A forward proxy on a real socket that writes down what it is asked for and leads every name to 127.0.0.1. */
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface ConnectProxy {
  /** `http://127.0.0.1:port`, or with TLS `https://…`. */
  readonly url: string;
  /** `host:port` of every CONNECT. */
  readonly authorities: readonly string[];
  /** Absolute URLs of plain requests. */
  readonly forwarded: readonly string[];
  /** `Proxy-Authorization` of every request of either kind. */
  readonly credentials: readonly (string | undefined)[];
  /** Answers every CONNECT with this status from now on. */
  refuseWith(status: number): void;
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  tls?: { cert: string; key: string };
  /** Where an asked port is really listened on, e.g. `{ 443: 54321 }`. */
  ports?: Record<number, number>;
}

export async function startConnectProxy({ tls, ports = {} }: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const authorities: string[] = [];
  const forwarded: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  let refusal = 0;
  const server = tls === undefined ? http.createServer() : https.createServer(tls);
  const realPort = (asked: string): number => ports[Number(asked)] ?? Number(asked);

  server.on('connection', (socket: Duplex) => sockets.add(socket));
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '');
    forwarded.push(url.href);
    credentials.push(request.headers['proxy-authorization']);
    const options = { host: '127.0.0.1', port: realPort(url.port || '80'), path: url.pathname, method: request.method };
    const onward = http.request({ ...options, headers: { host: url.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    authorities.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (refusal > 0) return void socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 5\r\n\r\nnever`);
    const onward = net.connect(realPort(/:(\d+)$/.exec(request.url ?? '')?.[1] ?? '0'), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    authorities,
    forwarded,
    credentials,
    refuseWith: (status) => void (refusal = status),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
