import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Which way goes what is counted: what the client sends, or what it is answered. */
export type Direction = "up" | "down";

/** A line to a server that is cut after so many bytes one way, each of the first connections; later ones hold. */
export type CuttingLine = { readonly origin: string; readonly cut: () => number; readonly close: () => void };

/** Lays such a line. A cut is a reset for both, and no byte after it arrives. */
export async function layCuttingLine(
  port: number,
  { direction, after, cuts }: { readonly direction: Direction; readonly after: number; readonly cuts: number },
): Promise<CuttingLine> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let done = 0;
  const server = createServer((client) => {
    connections += 1;
    const isCut = connections <= cuts;
    const upstream = connect(port, "127.0.0.1");
    const cut = () => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on("close", () => sockets.delete(socket));
      // A line that breaks is what this is for.
      socket.on("error", cut);
    }
    const [from, to] = direction === "up" ? [client, upstream] : [upstream, client];
    let left = after;
    from.on("data", (chunk: Buffer) => {
      if (!isCut || chunk.length < left) {
        left -= chunk.length;
        to.write(chunk);
        return;
      }
      done += 1;
      from.pause();
      // What was before the cut arrives.
      to.write(chunk.subarray(0, left), cut);
    });
    to.on("data", (chunk) => from.write(chunk));
    from.on("end", () => to.end());
    to.on("end", () => from.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { origin, cut: () => done, close };
}
