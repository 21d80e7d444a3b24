/** The few parts of Node's modules that the vault uses; @types/node would bring its globals into every room. */
declare module "node:buffer" {
  export class Buffer extends Uint8Array<ArrayBuffer> {
    static from(bytes: ArrayBuffer | Uint8Array): Buffer;
    static from(text: string, encoding?: "utf8" | "base64"): Buffer;
    static from(buffer: ArrayBufferLike, offset: number, length: number): Buffer;
    static override of(...bytes: number[]): Buffer;
    static concat(parts: readonly Uint8Array[]): Buffer;
    override subarray(start?: number, end?: number): Buffer;
    override toString(encoding?: "utf8" | "base64" | "base64url"): string;
  }
}

declare module "node:crypto" {
  import type { Buffer } from "node:buffer";

  interface Digest {
    update(input: string | Uint8Array): Digest;
    digest(): Buffer;
    digest(encoding: "hex" | "base64url"): string;
  }
  interface Cipher {
    setAAD(bytes: Uint8Array): void;
    update(bytes: Uint8Array): Buffer;
    final(): Buffer;
    getAuthTag(): Buffer;
    setAuthTag(tag: Uint8Array): void;
  }
  export function createHash(algorithm: "sha256"): Digest;
  export function createHmac(algorithm: "sha256", key: Uint8Array): Digest;
  export function createCipheriv(algorithm: "aes-256-gcm", key: Uint8Array, nonce: Uint8Array): Cipher;
  export function createDecipheriv(algorithm: "aes-256-gcm", key: Uint8Array, nonce: Uint8Array): Cipher;
  export function hkdfSync(digest: "sha256", key: string, salt: string, info: string, length: number): ArrayBuffer;
  export function randomBytes(length: number): Buffer;
  export function randomInt(from: number, before: number): number;
  export function scryptSync(
    password: Uint8Array,
    salt: Uint8Array,
    length: number,
    options: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number },
  ): Buffer;
  export function timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}
