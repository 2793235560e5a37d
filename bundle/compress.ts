// Writes a .br and a .gz next to each file of the built site, if that makes it smaller, for hosts that serve precompressed files.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(html|js|css|wasm|svg|json|txt|webmanifest)$/;

const packers = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 22 },
    }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
};

export function compress(): Plugin {
  let folder = "";
  return {
    name: "compress",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      // After the service worker has been written, to compress it as well.
      order: "post",
      sequential: true,
      async handler() {
        const files = (await readdir(folder, { recursive: true })).filter((name) => COMPRESSIBLE.test(name));
        await Promise.all(
          files.map(async (name) => {
            const bytes = await readFile(join(folder, name));
            for (const [extension, pack] of Object.entries(packers)) {
              const packed = await pack(bytes);
              if (packed.length < bytes.length) await writeFile(join(folder, `${name}.${extension}`), packed);
            }
          }),
        );
      },
    },
  };
}
