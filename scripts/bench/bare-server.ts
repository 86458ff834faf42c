/** The floor: node:http sending bytes that it holds, with the headers that they came with. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerAboutCpu } from "./measured-process.ts";

type Payload = { payload: { body: Uint8Array; headers: Record<string, string> } };

const [{ payload }] = (await once(process, "message")) as [Payload];
const body = Buffer.from(payload.body);
const server = createServer((_request, response) => {
  response.writeHead(200, { ...payload.headers, "Content-Length": body.length });
  response.end(body);
});
answerAboutCpu();
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
