// Downloads a file.

/** How long to keep the URL, since browsers may be slow to start reading. */
const READ_MS = 60_000;

export function download(name: string, content: Uint8Array | string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
