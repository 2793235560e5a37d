// Recognises files of other kinds by their first bytes, and says what to do with them.

const HEAD_BYTES = 4096;

/** Converts each byte to one character. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const TO_SAFETENSORS =
  "In Python, safetensors.torch.save_file(model.state_dict(), “model.safetensors”) writes weights in the format that this page reads.";
const UNPACK = "Unpack it and choose the file inside.";

const ZIP = "PK\x03\x04";

interface Foreign {
  /** The file starts with one of these, ignoring case. */
  begins: string[];
  /** A string that must also occur in the first bytes. */
  has?: string;
  is: string;
  advice?: string;
}

const FOREIGN: Foreign[] = [
  {
    begins: ["version https://git-lfs"],
    is: "a Git LFS pointer, not the file itself",
    advice: "Run “git lfs pull”, or download the file from the website of its repository.",
  },
  {
    begins: ["<!doctype html", "<html", "<head", "<body"],
    is: "a web page",
    advice:
      "The address may need a login, or lead to a page about the file: look for “raw” or “download” there.",
  },
  { begins: ["<?xml", "<svg"], is: "an XML file" },
  { begins: [ZIP], has: ".pkl", is: "a PyTorch checkpoint", advice: TO_SAFETENSORS },
  {
    begins: [ZIP],
    has: ".npy",
    is: "a NumPy archive",
    advice:
      "In Python, safetensors.numpy.save_file(dict(numpy.load(“model.npz”)), “model.safetensors”) converts it.",
  },
  { begins: [ZIP], is: "a zip archive", advice: UNPACK },
  {
    begins: ["\x80\x02", "\x80\x03", "\x80\x04", "\x80\x05"],
    is: "a Python pickle, as older versions of PyTorch write",
    advice: TO_SAFETENSORS,
  },
  {
    begins: ["\x93NUMPY"],
    is: "a NumPy array",
    advice: "A network consists of several arrays, each with a name.",
  },
  { begins: ["\x89HDF"], is: "an HDF5 file, as Keras writes" },
  { begins: ["GGUF"], is: "a GGUF file" },
  { begins: ["\x1f\x8b"], is: "a gzip archive", advice: UNPACK },
  { begins: [""], has: "ustar", is: "a tar archive", advice: UNPACK },
  { begins: ["\x89PNG", "\xff\xd8\xff", "GIF8"], is: "a picture" },
  { begins: ["%PDF"], is: "a PDF document" },
];

const firstBytes = async (file: Blob): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());

/** What kind of file it is, and advice; null if the first bytes are inconclusive. */
async function foreignKind(file: File): Promise<string | null> {
  if (file.size === 0) return `${file.name} is empty.`;
  const head = latin(await firstBytes(file))
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  const kind = FOREIGN.find(
    ({ begins, has = "" }) =>
      begins.some((each) => head.startsWith(each.toLowerCase())) && head.includes(has),
  );
  return kind ? [`${file.name} is ${kind.is}.`, kind.advice].filter(Boolean).join(" ") : null;
}

/** Whether a file is JSON, judging by its name or first character. */
export async function isJson(file: File): Promise<boolean> {
  return /\.json$/i.test(file.name) || /^\s*\{/.test((await textOf(file.slice(0, HEAD_BYTES))).slice(0, 100));
}

/** Decodes text by its byte order mark, if any. PowerShell redirects output as UTF-16. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Rejects with the kind of file if it clearly isn't JSON. */
export async function refuseOtherThanJson(file: File): Promise<void> {
  const kind = await foreignKind(file);
  if (kind !== null) throw new Error(`The run record cannot be read: ${kind}`);
}

/** Rejects if the file isn't safetensors, or is truncated. */
export async function refuseOtherThanSafetensors(file: File): Promise<void> {
  const problem = await problemOfSafetensors(file);
  if (problem !== null) throw new Error(`The weights file cannot be read: ${problem}`);
}

/** A safetensors file consists of the header's length in 8 bytes, the header as JSON, and the numbers. */
async function problemOfSafetensors(file: File): Promise<string | null> {
  const head = await firstBytes(file);
  const announced = head.length >= 9 ? Number(new DataView(head.buffer).getBigUint64(0, true)) : 0;
  // The header starts with "{" and is never that long in a valid file.
  if (head[8] !== 0x7b || announced > 1e8) {
    return (await foreignKind(file)) ?? `${file.name} is not a safetensors file.`;
  }
  const ends = 8 + announced;
  const needed = ends > file.size ? ends : ends + (await bytesOfTensors(file.slice(8, ends)));
  return needed > file.size
    ? `${file.name} is cut off: it has ${file.size} bytes of at least ${needed}. Download it again.`
    : null;
}

/** The number of bytes that the header declares; 0 if it can't be read, in which case Rust reports the error. */
async function bytesOfTensors(header: Blob): Promise<number> {
  try {
    const tensors = Object.values(
      JSON.parse(await header.text()) as Record<string, { data_offsets?: number[] }>,
    );
    return Math.max(0, ...tensors.map((tensor) => tensor.data_offsets?.[1] ?? 0));
  } catch {
    return 0;
  }
}
