/** The few parts of Node's modules that sending by SMTP uses; @types/node would bring its globals into every room. */
declare module "node:net" {
  export interface Socket {
    once(event: "connect" | "secureConnect", listener: () => void): this;
    once(event: "error", listener: (error: Error) => void): this;
    removeListener(event: "error", listener: (error: Error) => void): this;
    destroy(): void;
  }
  export function connect(options: { readonly host: string; readonly port: number }): Socket;
}

declare module "node:tls" {
  import type { Socket } from "node:net";
  export function connect(options: {
    readonly host: string;
    readonly port: number;
    readonly servername: string;
  }): Socket;
}
