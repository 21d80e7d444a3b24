import { createServer } from "node:net";

/** Tells whether nobody listens on the port of this machine. @param {number} port */
export async function isFree(port) {
  for (const host of ["127.0.0.1", "::1"]) if ((await listen(port, host)) === undefined) return false;
  return true;
}

/** A port that nobody listens on at this moment. @returns {Promise<number>} */
export async function freePort() {
  return (await listen(0, "127.0.0.1")) ?? freePort();
}

/**
 * Listens for a moment: the port that it was, undefined where it is taken. A machine without IPv6 counts as free.
 * @param {number} port @param {string} host
 * @returns {Promise<number | undefined>}
 */
function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else if (["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(error.code ?? "")) resolve(port);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address();
      server.close(() => resolve(typeof taken === "object" ? taken?.port : undefined));
    });
  });
}
