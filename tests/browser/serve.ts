// A plain static server: serves a folder under a path prefix, with MIME types by extension and optional headers.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export interface Served {
  /** The folder's path, with a trailing slash. */
  url: string;
  origin: string;
  close(): Promise<void>;
}

export interface Serving {
  /** The path prefix, with slashes around it. */
  under?: string;
  headers?: Record<string, string>;
  /** Extra pages by path. */
  pages?: Record<string, string>;
  port?: number;
}

export async function serve(
  folder: string,
  { under = "/", headers = {}, pages = {}, port = 0 }: Serving = {},
): Promise<Served> {
  const content = async (path: string): Promise<[string, Buffer | string]> => {
    const page = pages[path];
    if (page !== undefined) return [".html", page];
    if (!path.startsWith(under)) throw new Error("not under the path");
    const file = path.slice(under.length).replace(/(^|\/)$/, "$1index.html");
    return [extname(file), await readFile(join(folder, normalize(`/${file}`)))];
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    content(path).then(
      ([extension, body]) => {
        response.writeHead(200, {
          "Content-Type": TYPES[extension] ?? "application/octet-stream",
          ...headers,
        });
        response.end(body);
      },
      () => {
        response.writeHead(404, headers);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}${under}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
