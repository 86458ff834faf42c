/** A load generator on raw sockets: it costs so little that what it measures is the server. Loopback only. */
import { connect, type Socket } from "node:net";

export type LoadResult = {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Bytes of one body, as sent. */
  readonly bodyBytes: number;
};

export type LoadOptions = {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly requests: number;
};

/**
 * Sends `requests` GETs over `connections` kept open, one under way on each.
 * @throws Error when an answer is not 200, or has no length.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const lines = Object.entries({ Host: `127.0.0.1:${options.port}`, ...options.headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = Buffer.from(`GET ${options.path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const latencies: number[] = [];
  let left = options.requests;
  let bodyBytes = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
      try {
        while (left > 0) {
          left -= 1;
          const sentAt = performance.now();
          bodyBytes = await exchange(socket, head);
          latencies.push(performance.now() - sentAt);
        }
      } finally {
        socket.destroy();
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { requests: latencies.length, seconds, p50Ms: at(0.5), p95Ms: at(0.95), bodyBytes };
}

/** Sends one request; resolves with the body's length once all of it has come. */
function exchange(socket: Socket, head: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let header = Buffer.alloc(0);
    let left = -1;
    let length = 0;
    const finish = (act: () => void) => {
      socket.off("data", onData);
      socket.off("error", onError);
      socket.off("close", onClose);
      act();
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onClose = () => finish(() => reject(new Error("The server closed the connection.")));
    const onData = (chunk: Buffer) => {
      let body = chunk;
      if (left < 0) {
        header = Buffer.concat([header, chunk]);
        const end = header.indexOf("\r\n\r\n");
        if (end < 0) return;
        const text = header.subarray(0, end).toString("latin1");
        const status = text.slice(9, 12);
        const declared = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
        if (status !== "200" || declared === undefined)
          return finish(() => reject(new Error(`Unexpected answer: ${text.split("\r\n")[0]}`)));
        length = left = Number(declared);
        body = header.subarray(end + 4);
      }
      left -= body.length;
      if (left <= 0) finish(() => resolve(length));
    };
    socket.on("data", onData);
    socket.once("error", onError);
    socket.once("close", onClose);
    socket.write(head);
  });
}
