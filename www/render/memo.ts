// Something costly that is made anew only when what it is made of is another.
export class Kept<T> {
  private of: readonly unknown[] | null = null;
  private value!: T;

  /** What was made of the same things last time, else what `make` makes now. */
  get(of: readonly unknown[], make: () => T): T {
    if (!this.of || of.some((each, i) => each !== this.of?.[i])) {
      this.value = make();
      this.of = of;
    }
    return this.value;
  }

  /** Next time it is made anew. */
  forget(): void {
    this.of = null;
  }
}
