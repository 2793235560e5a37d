// Hands a file over to the visitor.

/** How long a browser may take to begin reading the file. */
const READ_MS = 60_000;

export function download(name: string, content: Uint8Array | string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
