/** A mail server that takes what it is sent and keeps it: enough of RFC 5321 for a real client. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

export type Received = { readonly to: string; readonly raw: string };

export type SmtpSink = {
  readonly url: string;
  readonly received: Received[];
  /** What is answered to a recipient, when not "250 OK"; and to the whole message. */
  answers: { recipient?: (to: string) => string | undefined; message?: (raw: string) => string | undefined };
  /** Takes the next message, and breaks the line before saying so. */
  hangUpAfterNext: boolean;
  close(): Promise<void>;
};

export async function openSmtpSink(): Promise<SmtpSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    talk(socket, sink);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answers: {},
    hangUpAfterNext: false,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return sink;
}

function talk(socket: Socket, sink: SmtpSink): void {
  let buffered = "";
  let recipient = "";
  let inMessage = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 sink");
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    buffered += chunk;
    for (;;) {
      const end = inMessage ? "\r\n.\r\n" : "\r\n";
      const at = buffered.indexOf(end);
      if (at < 0) return;
      const part = buffered.slice(0, at);
      buffered = buffered.slice(at + end.length);
      if (inMessage) {
        inMessage = false;
        takeMessage(part);
      } else takeCommand(part);
    }
  });

  function takeMessage(raw: string): void {
    const refusal = sink.answers.message?.(raw);
    if (refusal !== undefined) return void say(refusal);
    sink.received.push({ to: recipient, raw });
    if (sink.hangUpAfterNext) {
      sink.hangUpAfterNext = false;
      return void socket.destroy();
    }
    say("250 Taken");
  }

  function takeCommand(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "RCPT") {
      recipient = /<([^>]*)>/.exec(line)?.[1] ?? "";
      return void say(sink.answers.recipient?.(recipient) ?? "250 OK");
    }
    if (verb === "DATA") {
      inMessage = true;
      return void say("354 Go on");
    }
    if (verb === "QUIT") {
      say("221 Bye");
      return void socket.end();
    }
    say("250 OK");
  }
}
