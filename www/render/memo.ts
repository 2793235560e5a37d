// Something costly that is made anew only when what it is made of is another.
export class Memo<T> {
  private inputs: readonly unknown[] | null = null;
  private value!: T;

  /** What was made of the same things last time, else what `make` makes now. */
  get(of: readonly unknown[], make: () => T): T {
    if (!this.inputs || of.some((each, i) => each !== this.inputs?.[i])) {
      this.value = make();
      this.inputs = of;
    }
    return this.value;
  }

  /** Next time it is made anew. */
  forget(): void {
    this.inputs = null;
  }
}
