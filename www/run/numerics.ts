// The page's own instance of the module. It answers queries that need no run at once: settings, run records, momenta.
// It has no bindings, which would take 7 kB before the first frame: JSON passes through its memory, and no query calls JavaScript.
import type {
  Checked,
  FormulaExample,
  FormulaReading,
  Motion,
  Query,
  ReadRecord,
  Typing,
} from "../../pkg/hnn_playground";
import type * as Exported from "../../pkg/hnn_playground_bg.wasm";
import type { Settings } from "../experiment/experiment";

type Exports = Pick<typeof Exported, "memory" | "reserveQuery" | "answerQuery" | "answerLength">;

/** Functions in place of the bindings. */
function withoutBindings(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] = {
      ...imports[from],
      [name]: () => {
        throw new Error(`it called ${name}`);
      },
    };
  }
  return imports;
}

/** JSON has no infinite numbers and leaves out what is undefined; the module refuses their names by field. */
const named = (_: string, value: unknown): unknown => {
  const infinite = (each: unknown) => typeof each === "number" && !Number.isFinite(each);
  if (Array.isArray(value) && value.some(infinite)) return value.join();
  // UTF-8 has no halves of surrogate pairs.
  if (typeof value === "string") return value.replace(/[\ud800-\udfff]/gu, "\ufffd");
  return infinite(value) ? String(value) : (value ?? null);
};

export class Numerics {
  private exports: Exports | null = null;

  constructor(
    private readonly module: WebAssembly.Module,
    /** A new instance has taken the place of one that failed, or can't: then with the reason. */
    private readonly restarted: (failure: string | null) => void,
  ) {}

  /** Asynchronous, because Chrome before 114 creates no instance of this size at once. */
  async start(): Promise<void> {
    const { exports } = await WebAssembly.instantiate(this.module, withoutBindings(this.module));
    this.exports = exports as unknown as Exports;
  }

  /** Whether it answers: false before the start, and after a failure until a new instance has started. */
  get ready(): boolean {
    return this.exports !== null;
  }

  /** Returns complete settings, and a problem for each refused value. */
  check(settings: Settings): Checked {
    return this.answer({ check: settings }) as Checked;
  }

  /** Parses a run record; throws the reason if it is invalid. */
  read(json: string): ReadRecord {
    return this.answer({ read: json }) as ReadRecord;
  }

  /** The momenta at which the true system moves as given; throws the reason if there are none. */
  momenta(motion: Motion): number[] {
    return this.answer({ momenta: motion }) as number[];
  }

  /** How a formula is read. Needs a module with formulas. */
  formula(typing: Typing): FormulaReading {
    return this.answer({ formula: typing }) as FormulaReading;
  }

  /** Formulas to begin with. Needs a module with formulas. */
  gallery(): FormulaExample[] {
    return this.answer("gallery") as FormulaExample[];
  }

  private answer(query: Query): unknown {
    if (!this.exports) throw new Error("The numerics are not loaded yet.");
    const answer = this.exchange(this.exports, JSON.stringify(query, named));
    const { Ok: result, Err: reason } = JSON.parse(answer);
    if (reason !== undefined) throw new Error(reason);
    return result;
  }

  private exchange({ memory, reserveQuery, answerQuery, answerLength }: Exports, query: string): string {
    const bytes = new TextEncoder().encode(query);
    // Growing the memory replaces its buffer.
    const within = (address: number, length: number) =>
      new Uint8Array(memory.buffer, address >>> 0, length >>> 0);
    try {
      const address = reserveQuery(bytes.length);
      within(address, bytes.length).set(bytes);
      const answer = answerQuery();
      return new TextDecoder().decode(within(answer, answerLength()));
    } catch (error) {
      // Every error is an answer, so this is a trap: out of memory, or a fault.
      this.replace();
      throw new Error(`the numerics failed (${error instanceof Error ? error.message : error})`);
    }
  }

  private replace(): void {
    this.exports = null;
    this.start().then(
      () => this.restarted(null),
      (error) => this.restarted(String(error)),
    );
  }
}
