import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Where the line breaks: after so many bytes of what is posted, or when all has arrived and the answer begins. */
export type Break = number | "answer";

/** Something that a browser posted over the line. */
export type Posted = { readonly path: string; readonly headers: ReadonlyMap<string, string>; bytes: number };

/** A line to a server that breaks where a test wants it to. */
export type BadLine = {
  readonly origin: string;
  /** What was posted to a path under /imports, each attempt for itself. */
  readonly posted: Posted[];
  /** What went over it so far: bytes of heads and bodies, and requests. */
  readonly traffic: { up: number; down: number; requests: number };
  /** Breaks the next attempts, one after the other. */
  readonly breaks: Break[];
  readonly close: () => void;
};

/** Lays a line to a server; it listens where the server does, on a port of its own. */
export async function layLine(port: number): Promise<BadLine> {
  const [posted, breaks, sockets]: [Posted[], Break[], Set<Socket>] = [[], [], new Set()];
  const traffic = { up: 0, down: 0, requests: 0 };
  const server = createServer((browser) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [browser, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on("close", () => sockets.delete(socket));
      // A line that breaks is what this is for.
      socket.on("error", () => cut());
    }
    const cut = () => {
      browser.resetAndDestroy();
      upstream.destroy();
    };
    let [now, end]: [Posted | null, Break | undefined] = [null, undefined];
    browser.on("data", (chunk) => {
      const begun = readHead(chunk);
      traffic.up += chunk.length;
      if (begun) {
        traffic.requests += 1;
        now = begun.posted;
        end = now ? breaks.shift() : undefined;
        if (now) posted.push(now);
      }
      if (now) now.bytes += chunk.length - (begun?.headBytes ?? 0);
      if (!now || typeof end !== "number" || now.bytes <= end) return void upstream.write(chunk);
      upstream.write(chunk.subarray(0, chunk.length - (now.bytes - end)));
      // What was written before the break arrives.
      setTimeout(cut, 20);
      browser.pause();
    });
    upstream.on("data", (chunk) => {
      if (end === "answer") return cut();
      traffic.down += chunk.length;
      browser.write(chunk);
    });
    browser.on("end", () => upstream.end());
    upstream.on("end", () => browser.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { origin, posted, traffic, breaks, close };
}

/** Reads the head of a request, with which a chunk begins; `posted` is null for requests that nobody asked about. */
function readHead(chunk: Buffer): { readonly headBytes: number; readonly posted: Posted | null } | null {
  const text = chunk.toString("latin1");
  const start = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(text);
  if (!start) return null;
  const end = text.indexOf("\r\n\r\n");
  const [method, path = ""] = start.slice(1);
  const isUpload = method === "POST" && /^\/imports(\/new)?$/.test(path);
  const lines = text.slice(start[0].length, end).split("\r\n");
  const headers = new Map(lines.map((line) => line.split(/:\s*(.*)/, 2) as [string, string]));
  const lower = new Map([...headers].map(([name, value]) => [name.toLowerCase(), value]));
  return { headBytes: end + 4, posted: isUpload ? { path, headers: lower, bytes: 0 } : null };
}
