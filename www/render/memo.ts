// Memo: recomputes a costly value only when its inputs change.
export class Memo<T> {
  private inputs: readonly unknown[] | null = null;
  private value!: T;

  /** Returns the last value if the inputs are identical to last time, otherwise computes it. */
  get(of: readonly unknown[], make: () => T): T {
    if (!this.inputs || of.some((each, i) => each !== this.inputs?.[i])) {
      this.value = make();
      this.inputs = of;
    }
    return this.value;
  }

  /** Forces the next `get` to recompute. */
  forget(): void {
    this.inputs = null;
  }
}
